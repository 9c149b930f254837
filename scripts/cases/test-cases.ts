import type { LocatedCase } from '@batch-status/client-suite/runner';
import type { Progress } from '../check/progress.ts';
import type { Result } from '../check/summary.ts';
import { hangLimit } from '../hang-limit.ts';
import { allRuntimes } from './runtimes/all-runtimes.ts';
import type { Runtime } from './runtimes/runtime.ts';
import { runAll, type Selection } from './run-all.ts';

/** All cases in Node 24; in each other runtime that starts fast, the core ones and those not for Node. */
export const shortSelection: Selection = {
  runtimes: allRuntimes.filter(({ isLong }) => !isLong),
  casesOf({ id }, { title, isLong }, cases) {
    if (isLong) return [];
    return id === 'node24' && title === 'import' ? [...cases] : cases.filter(isShort);
  },
  others: allRuntimes.filter(({ isLong }) => isLong),
};

const isShort = ({ core, only }: LocatedCase): boolean =>
  core === true || (only !== undefined && !only.includes('node'));

/** All cases in every runtime. */
export const longSelection: Selection = {
  runtimes: allRuntimes,
  casesOf: (_runtime, _variant, cases) => [...cases],
  others: [],
};

/** All cases in some runtimes. */
export const selectionOf = (runtimes: readonly Runtime[]): Selection => ({
  ...longSelection,
  runtimes,
  others: allRuntimes.filter((runtime) => !runtimes.includes(runtime)),
});

/** Runs cases, and shows how far it is. */
export async function testCases(
  selection: Selection,
  progress: Progress,
  timeout: number = hangLimit,
): Promise<Result[]> {
  let count = 0;
  const surroundings = {
    timeout,
    print: (text: string) => progress.print(text),
    onCase: () => (count += 1),
  };
  const work = (): Promise<Result[]> => runAll(selection, surroundings);
  try {
    const { result } = await progress.during('cases', work, () => `${count} have ended`);
    return result;
  } catch (error) {
    progress.print(`✗ cases\n    ${(error as Error).message}`);
    return [{ passed: 0, failed: ['cases'], skipped: [] }];
  }
}
