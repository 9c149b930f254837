import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { installPacked } from '../install-packed.ts';
import type { Bundle, Page } from './bundlers.ts';

/** The packages that a page loads. */
const packages = [
  '@batch-status/spec',
  '@batch-status/client-core',
  '@batch-status/fetch',
  '@batch-status/element',
];

/** A folder with the installed packages, in which programs of pages are bundled. */
export interface PageFolder extends AsyncDisposable {
  path: string;
  bundle: (name: string, program: string, bundle: Bundle) => Promise<Page>;
}

/** Installs the packages as npm does: each is a folder of `node_modules`. */
export async function createPageFolder(): Promise<PageFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'batch-status-pages-')));
  await installPacked(packages, path, { nodeLinker: 'hoisted' });
  return {
    path,
    bundle: async (name, program, bundle) => {
      const file = join(path, `${name.replaceAll(' ', '-')}.js`);
      await writeFile(file, program);
      return bundle(file);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** The bytes that a page downloads. */
export const gzippedSize = (code: string | Uint8Array): number =>
  gzipSync(code, { level: 9 }).byteLength;
