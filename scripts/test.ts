/**
 * `pnpm test`: everything that must hold before a change lands, with its own set-up. The last line
 * counts the checks and the tests of every runtime.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.ts';
import { findChromium } from './chromium.ts';
import { bin, Failed, fromRoot, run, type Outcome } from './run.ts';

interface Count {
  passed: number;
  failed: number;
}

/** Each is one check in the count; the mending command is part of its own output or said here. */
const checks: readonly { name: string; command: string[]; mend?: string }[] = [
  { name: 'formatting', command: [bin('oxfmt'), '--check'], mend: 'pnpm format' },
  { name: 'lint', command: [bin('oxlint'), '--deny-warnings'] },
  {
    name: 'contract and generated files',
    command: ['pnpm', '--filter', '@batch-status/openapi', 'generate:check'],
  },
  { name: 'types', command: [bin('turbo'), 'run', 'types', '--output-logs=errors-only'] },
  { name: 'unused code and dependencies', command: [bin('knip')] },
  {
    name: 'recordings that keep the contract',
    command: contractTests('verify', '--fail-on', 'warning', 'recordings/valid/*'),
  },
  {
    name: 'coverage of the contract by recordings',
    command: contractTests('coverage', '--min', '100', 'recordings/valid/*'),
  },
  {
    name: 'changes of the contract that recordings notice',
    command: contractTests('mutate', '--min', '100', 'recordings/*/*.har'),
  },
];

/** The client suite runs wherever the fetch client does; everything else needs Node. */
const testRuns: readonly { runtime: string; command: string[] }[] = [
  { runtime: 'node', command: [bin('node'), vitest(), 'run'] },
  {
    runtime: 'deno',
    command: [bin('deno'), 'run', '-A', vitest(), 'run', 'packages/fetch-client'],
  },
  {
    runtime: 'bun',
    command: [bin('bun'), '--bun', vitest(), 'run', '--pool', 'threads', 'packages/fetch-client'],
  },
  { runtime: 'chromium', command: [bin('node'), vitest(), 'run'] },
];

/** The command as it is written, since nothing is built yet. */
function contractTests(...args: string[]): string[] {
  const entry = fromRoot('apps/contract-tests/src/bin.ts');
  return [bin('node'), '--conditions=@batch-status/source', entry, ...args];
}

function vitest(): string {
  return fromRoot('node_modules/vitest/vitest.mjs');
}

function report(name: string, startedAt: number, { ok, output }: Outcome, note = ''): void {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${ok ? '✓' : '✗'} ${name}${note} (${seconds} s)`);
  if (!ok) console.log(output);
}

async function check({ name, command, mend }: (typeof checks)[number]): Promise<Count> {
  const startedAt = Date.now();
  const outcome = await run(command);
  report(name, startedAt, outcome, !outcome.ok && mend ? `: mend it by \`${mend}\`` : '');
  return outcome.ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function test(
  { runtime, command }: (typeof testRuns)[number],
  folder: string,
): Promise<Count> {
  const startedAt = Date.now();
  const file = join(folder, `${runtime}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const outcome = await run([...command, ...reporters], { TEST_RUNTIME: runtime });
  const { passed, failed } = await readCount(file);
  const ok = outcome.ok && passed > 0;
  report(`tests in ${runtime}`, startedAt, { ...outcome, ok }, `: ${passed} passed`);
  // A run can fail without a failed test, for example by an error outside of all tests.
  return { passed, failed: ok ? failed : Math.max(failed, 1) };
}

async function readCount(file: string): Promise<Count> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const { numPassedTests = 0, numFailedTests = 0 } = JSON.parse(text) as {
    numPassedTests?: number;
    numFailedTests?: number;
  };
  return { passed: numPassedTests, failed: numFailedTests };
}

async function testAll(): Promise<Count> {
  const counts = [];
  // Installed meanwhile, where it is missing.
  const chromium = findChromium();
  chromium.catch(() => undefined);
  for (const each of checks) counts.push(await check(each));
  await build();
  process.env['CHROMIUM'] = await chromium;
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-test-'));
  try {
    for (const each of testRuns) counts.push(await test(each, folder));
  } finally {
    await rm(folder, { recursive: true });
  }
  return counts.reduce((sum, count) => ({
    passed: sum.passed + count.passed,
    failed: sum.failed + count.failed,
  }));
}

try {
  const { passed, failed } = await testAll();
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof Failed)) throw error;
  console.error(error.message);
  console.log('\n0 passed, 1 failed');
  process.exitCode = error.exitCode;
}
