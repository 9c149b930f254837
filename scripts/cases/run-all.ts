import { availableParallelism } from 'node:os';
import { readCases, runsIn, titleOf, type LocatedCase } from '@batch-status/client-suite/runner';
import type { Result } from '../check/summary.ts';
import { startCaseServer } from './case-server.ts';
import { installProject } from './project.ts';
import { nameOf, runVariant } from './run-variant.ts';
import type { Runtime, Variant } from './runtimes/runtime.ts';
import type { After } from './watchdog.ts';

/** What to run where. */
export interface Selection {
  runtimes: readonly Runtime[];
  /** The cases of a runtime, before those are left out that are not for it. */
  casesOf: (runtime: Runtime, variant: Variant, cases: readonly LocatedCase[]) => LocatedCase[];
  /** Other runtimes, which may run what these do not run. */
  others: readonly Runtime[];
}

export interface Surroundings {
  timeout: number;
  after?: After;
  print: (text: string) => void;
  /** Called with each case that has run. */
  onCase?: (each: LocatedCase) => unknown;
}

const afterTime: After = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/** Packs and installs the packages, and runs the cases in each runtime that is present. */
export async function runAll(
  { runtimes, casesOf, others }: Selection,
  { timeout, after = afterTime, print, onCase }: Surroundings,
): Promise<Result[]> {
  const cases = await readCases();
  const present = runtimes.filter((runtime) => 'path' in runtime.find());
  const missing = runtimes.filter((runtime) => !present.includes(runtime));
  const results = missing.map(missingResult);
  if (present.length === 0) return results;
  const ran = new Set<string>();
  await using project = await installProject();
  await using server = await startCaseServer();
  const tasks = present.flatMap((runtime) =>
    runtime.variants.map((variant) => async () => {
      const own = casesOf(runtime, variant, cases);
      if (own.length === 0) return;
      const result = await runVariant(runtime, variant, own, {
        server,
        folder: project.folder,
        timeout,
        after,
        print,
        onCase(each) {
          ran.add(titleOf(each));
          onCase?.(each);
        },
      });
      const mark = result.failed.length === 0 ? '✓' : '✗';
      const counts = `${result.passed} passed, ${result.failed.length} failed`;
      print(`${mark} ${nameOf(runtime, variant)}: ${counts}`);
      results.push(result);
    }),
  );
  await runTogether(tasks, availableParallelism());
  const unrun = cases.filter((each) => !ran.has(titleOf(each)));
  return [...results, unrunResult(unrun, [...missing, ...others])];
}

/** Runs some tasks at a time. */
async function runTogether(tasks: (() => Promise<void>)[], count: number): Promise<void> {
  const worker = async (): Promise<void> => {
    for (let task = tasks.shift(); task; task = tasks.shift()) await task();
  };
  await Promise.all(Array.from({ length: count }, worker));
}

/** A runtime that is missing is skipped if it may be, and has failed otherwise. */
export function missingResult(runtime: Runtime): Result {
  const found = runtime.find();
  const note = 'missing' in found ? found.missing : '';
  const name = `cases in ${runtime.title}`;
  return runtime.isOptional
    ? { passed: 0, failed: [], skipped: [{ name, note: undefined }] }
    : { passed: 0, failed: [`${name}: it is missing. To install it: ${note}`], skipped: [] };
}

/** A case that no runtime has run proves nothing, unless it is for one that is missing or not selected. */
export function unrunResult(unrun: readonly LocatedCase[], elsewhere: readonly Runtime[]): Result {
  const failed = unrun
    .filter((each) => !elsewhere.some((runtime) => mayRun(each, runtime)))
    .map((each) => `${titleOf(each)}: no runtime has run this case`);
  return { passed: 0, failed, skipped: [] };
}

const mayRun = (each: LocatedCase, { runtime, variants }: Runtime): boolean =>
  variants.some(({ clients }) => clients.some((client) => runsIn(each, runtime, client)));
