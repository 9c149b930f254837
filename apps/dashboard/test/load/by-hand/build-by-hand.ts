import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const configFile = fileURLToPath(new URL('../../../vite.config.ts', import.meta.url));

/** The folder of the page by hand, built like the page itself. */
export async function buildByHand(): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-by-hand-'));
  const root = import.meta.dirname;
  await build({ configFile, root, mode: 'production', build: { outDir: folder } });
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
