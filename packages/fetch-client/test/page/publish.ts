import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const fromRoot = (...path: string[]): string => join(root, ...path);

/** What the builds of the packages read outside of their folders. */
const buildFiles = [
  'LICENSE',
  'package.json',
  'scripts/licences.ts',
  'tsconfig.base.json',
  'tsdown.config.ts',
];

interface Manifest {
  name: string;
  scripts: { build: string };
  publishConfig: { exports: object };
}

/**
 * Puts the packages that a page loads into the `node_modules` of a folder, as they are published. It
 * builds copies of the packages, so that the result never depends on an earlier build.
 */
export async function publishInto(folder: string): Promise<void> {
  const installed = (name: string): string => join(folder, 'node_modules', name);
  const copy = join(folder, 'copy');

  await mkdir(copy, { recursive: true });
  await mkdir(installed(''), { recursive: true });
  for (const file of buildFiles) await cp(fromRoot(file), join(copy, file));
  await link(fromRoot('node_modules'), join(copy, 'node_modules'));
  for (const name of ['spec', 'client-core', 'fetch-client']) {
    await publish(fromRoot('packages', name), join(copy, 'packages', name), installed);
  }
  await link(fromRoot('packages/client-core/node_modules/tinyqueue'), installed('tinyqueue'));
  await link(
    fromRoot('packages/fetch-client/node_modules/openapi-fetch'),
    installed('openapi-fetch'),
  );
}

const link = async (from: string, to: string): Promise<void> => symlink(from, to, 'junction');

const isSource = (path: string): boolean =>
  !['node_modules', 'dist', 'test'].includes(basename(path));

async function publish(
  source: string,
  copy: string,
  installed: (name: string) => string,
): Promise<void> {
  await cp(source, copy, { recursive: true, filter: isSource });
  await link(join(source, 'node_modules'), join(copy, 'node_modules'));
  const text = await readFile(join(copy, 'package.json'), 'utf8');
  const { publishConfig, ...manifest } = JSON.parse(text) as Manifest;
  const [, ...options] = manifest.scripts.build.split(' ');
  const tsdown = fromRoot('node_modules/tsdown/dist/run.mjs');
  await promisify(execFile)(process.execPath, [tsdown, ...options], { cwd: copy });

  const target = installed(manifest.name);
  await cp(join(copy, 'dist'), join(target, 'dist'), { recursive: true });
  const published = { ...manifest, ...publishConfig };
  await writeFile(join(target, 'package.json'), JSON.stringify(published));
}
