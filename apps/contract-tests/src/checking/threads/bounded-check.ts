import type { ExchangeChecker } from '@batch-status/conformance/analysis';
import { entriesFrom, type EntryGroup, type HarReader } from '@batch-status/har';

import { checkGroup, type CheckedGroup } from './check-group.ts';
import { interruptible } from '../../interruptible.ts';

/** In milliseconds. Hardly any entries take as long, and other threads take time to start. */
const patience = 10_000;

interface BoundedCheck {
  reader: HarReader;
  /** Makes a checker, because one that was stopped may be half changed. */
  makeChecker: () => Promise<Pick<ExchangeChecker, 'check'>>;
  /** Checks an entry that takes long, in another thread. */
  elsewhere: (group: EntryGroup) => Promise<CheckedGroup>;
  /** The most milliseconds for some groups in this thread. */
  patience?: number;
}

/**
 * A function that checks groups in this thread. The entry that is being checked when the time is over is
 * checked elsewhere.
 *
 * @param first The first checker.
 */
export function boundedCheck(
  first: Pick<ExchangeChecker, 'check'>,
  { reader, makeChecker, elsewhere, patience: limit = patience }: BoundedCheck,
): (groups: readonly EntryGroup[]) => Promise<CheckedGroup[]> {
  let checker = first;
  return async (groups) => {
    const results: CheckedGroup[] = groups.map(() => ({ exchanges: [], unusable: [] }));
    const checkAll = (): void => {
      for (const [at, group] of groups.entries()) {
        const rest = restOf(group, results[at]!);
        if (rest) checkGroup(checker, rest, reader, results[at]);
      }
    };
    while (!interruptible(checkAll, limit)) {
      const rests = groups.map((group, at) => restOf(group, results[at]!));
      const at = rests.findIndex((rest) => rest !== undefined);
      if (at < 0) break;
      append(results[at]!, await elsewhere(entriesFrom(rests[at]!, 0, 1)));
      checker = await makeChecker();
    }
    return results;
  };
}

/** The entries of a group that have no result. Each entry has one of both. */
function restOf(group: EntryGroup, { exchanges, unusable }: CheckedGroup): EntryGroup | undefined {
  const count = exchanges.length + unusable.length;
  if (count === 0) return group;
  return count < group.count ? entriesFrom(group, count) : undefined;
}

function append(result: CheckedGroup, { exchanges, unusable }: CheckedGroup): void {
  for (const exchange of exchanges) result.exchanges.push(exchange);
  for (const error of unusable) result.unusable.push(error);
}
