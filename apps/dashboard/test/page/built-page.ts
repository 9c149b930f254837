import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const app = fileURLToPath(new URL('../../', import.meta.url));
const configFile = join(app, 'vite.config.ts');
const sources = ['src/page', 'src/wire', 'vite.config.ts', '../../packages/element/src'];

let built: Promise<string> | undefined;

/**
 * The folder of the built page. `pnpm test` has built it. If a source is newer, it is built once for
 * all tests of a process, which removes it.
 */
export const builtPage = (): Promise<string> => (built ??= findOrBuild());

async function findOrBuild(): Promise<string> {
  const dist = join(app, 'dist/page');
  if (Math.max(...sources.map((path) => newest(join(app, path)))) < newest(dist)) return dist;
  const outDir = mkdtempSync(join(tmpdir(), 'batch-status-page-'));
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  await build({ configFile, mode: 'production', build: { outDir } });
  return outDir;
}

/** When something in a folder last changed; folders change when files are removed. */
function newest(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  const inside = readdirSync(path).map((name) => newest(join(path, name)));
  return Math.max(stats.mtimeMs, ...inside);
}
