/**
 * Writes what other rooms need of the contract into `packages/spec`: TypeScript types, the facts
 * that its guards and every client read, and the contract itself as JSON and YAML in one piece.
 *
 * `--check` writes nothing and fails when a file is not what it would be.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { facts } from './generate/facts.ts';
import { typesOf } from './generate/types.ts';
import type { Contract } from './generate/contract.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const spec = join(root, 'packages/spec');
const header = '// Generated from openapi/batch-status.yaml by `pnpm generate`. Do not edit.\n\n';

async function bundle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-'));
  const file = join(folder, 'openapi.yaml');
  // By the Node that runs this, since our plugin is TypeScript.
  const redocly = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));
  const command = [redocly, 'bundle', 'batch-status', '--output', file];
  await promisify(execFile)(process.execPath, command, { cwd: root });
  const bundled = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });
  return bundled;
}

async function generate(): Promise<Map<string, string>> {
  const yaml = await bundle();
  const contract = parse(yaml) as Contract;
  return new Map([
    [join(spec, 'openapi.yaml'), `# ${header.slice(3).trim()}\n\n${yaml}`],
    [join(spec, 'openapi.json'), `${JSON.stringify(contract, null, 2)}\n`],
    [join(spec, 'src/generated/openapi.ts'), header + (await typesOf(contract))],
    [join(spec, 'src/generated/facts.ts'), header + facts(contract)],
  ]);
}

async function isCurrent(file: string, content: string): Promise<boolean> {
  return (await readFile(file, 'utf8').catch(() => undefined)) === content;
}

/** A contract that cannot be generated from is told in a sentence. */
const fail = (error: Error): never => {
  console.error(error.message);
  process.exit(1);
};

const stale: string[] = [];
for (const [file, content] of await generate().catch(fail)) {
  if (await isCurrent(file, content)) continue;
  stale.push(relative(root, file));
  if (process.argv.includes('--check')) continue;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

if (stale.length === 0) {
  console.log('Generated files are up to date.');
} else if (process.argv.includes('--check')) {
  console.error(`Stale: ${stale.join(', ')}. Run \`pnpm generate\` and commit the result.`);
  process.exitCode = 1;
} else {
  console.log(`Wrote ${stale.join(', ')}.`);
}
