/**
 * `pnpm test`: everything that must hold before a change lands, with its own setup.
 * `pnpm test:long`: the tests that take minutes. The last line counts what passed, failed, and was
 * skipped.
 */
import { parseArgs } from 'node:util';
import { longSelection, shortSelection, testCases } from './cases/test-cases.ts';
import { buildCheck, checks, faults, runCheck } from './check/checks.ts';
import { Progress, screenFor, systemTicker } from './check/progress.ts';
import {
  programs,
  providePrograms,
  provideProgram,
  type Provided,
} from './check/provide-program.ts';
import { summarize, type Result } from './check/summary.ts';
import { inBun, inChromium, inDeno, inNode, long, runTests } from './check/test-runs.ts';
import { stopAll } from './run.ts';

const progress = new Progress(screenFor(process.stdout), systemTicker);

async function testAll(): Promise<Result[]> {
  // Installed meanwhile, where it is missing.
  const provided = providePrograms((text) => progress.print(text));
  const results = [];
  for (const check of checks) results.push(await runCheck(check, progress));
  const built = await runCheck(buildCheck, progress);
  results.push(built);
  if (built.failed.length > 0) return results;
  const { result: found } = await progress.during('Chromium and Redis', () => provided);
  use(programs.redis.variable, found.redis);
  // The tests of the reference page need it too.
  use(programs.chromium.variable, found.chromium);
  for (const run of [inNode, inDeno, inBun]) results.push(await runTests(run, progress));
  results.push(await testInChromium(found.chromium));
  results.push(...(await testCases(shortSelection, progress)));
  return results;
}

/** The tests that install what is published need a build. */
async function testLong(): Promise<Result[]> {
  const built = await runCheck(buildCheck, progress);
  if (built.failed.length > 0) return [built];
  const redis = await provideProgram(programs.redis, (text) => progress.print(text));
  use(programs.redis.variable, redis);
  const tests = await runTests(long, progress);
  // By themselves, since they limit how long responses take.
  const survived = await testFaults(redis);
  return [built, tests, survived, ...(await testCases(longSelection, progress))];
}

async function testFaults(redis: Provided): Promise<Result> {
  if ('path' in redis) return runCheck(faults, progress);
  progress.print(`- ${faults.name}: skipped`);
  return { passed: 0, failed: [], skipped: [{ name: faults.name, note: redis.missing }] };
}

/** The tests find the program by its variable. */
function use(variable: string, provided: Provided): void {
  if ('path' in provided) process.env[variable] = provided.path;
}

async function testInChromium(chromium: Provided): Promise<Result> {
  if ('path' in chromium) return runTests(inChromium, progress);
  progress.print(`- ${inChromium.name}: skipped`);
  return { passed: 0, failed: [], skipped: [{ name: inChromium.name, note: chromium.missing }] };
}

function isLong(): boolean {
  try {
    const { values } = parseArgs({ options: { long: { type: 'boolean', default: false } } });
    return values.long;
  } catch {
    console.error('`pnpm test` runs everything. To run some tests: pnpm vitest run <path>');
    return process.exit(2);
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopAll();
    process.exit(1);
  });
}
const results = isLong() ? await testLong() : await testAll();
const { text, ok } = summarize(results, {
  platform: process.platform,
  ci: process.env['CI'] === 'true',
});
progress.print(`\n${text}`);
process.exitCode = ok ? 0 : 1;
