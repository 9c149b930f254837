/**
 * Writes what other packages need of the contract into `packages/spec`: TypeScript types, the facts
 * that its guards and every client read, and the contract itself as JSON and YAML in one piece.
 *
 * `--check` writes nothing and fails when a file is not what it would be.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { generatedFiles, staleAmong } from './generate/generated-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

async function bundle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-'));
  const file = join(folder, 'openapi.yaml');
  // Run it with the current Node, because our plugin is TypeScript.
  const redocly = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));
  const command = [redocly, 'bundle', 'batch-status', '--output', file];
  await promisify(execFile)(process.execPath, command, { cwd: root });
  const bundled = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });
  return bundled;
}

/** Prints one sentence if the contract cannot be used. */
const fail = (error: Error): never => {
  console.error(error.message);
  process.exit(1);
};

const isCheck = process.argv.includes('--check');
const stale = await bundle().then(generatedFiles).then(staleAmong).catch(fail);
const paths = stale.map(({ path }) => path).join(', ');
if (stale.length === 0) {
  console.log('Generated files are up to date.');
} else if (isCheck) {
  console.error(`Stale: ${paths}. Run \`pnpm generate\` and commit the result.`);
  process.exitCode = 1;
} else {
  for (const { path, content } of stale) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  console.log(`Wrote ${paths}.`);
}
