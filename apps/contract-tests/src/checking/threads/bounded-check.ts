import type { ExchangeChecker } from '@batch-status/conformance/analysis';
import { entriesFrom, type EntryGroup, type HarReader } from '@batch-status/har';

import { checkGroup, type CheckedGroup } from './check-group.ts';
import { interruptible } from './interruptible.ts';

/** In milliseconds. Hardly any entries take as long, and other threads take time to start. */
const patience = 10_000;

interface BoundedCheck {
  reader: HarReader;
  /** Makes a checker, because one that was stopped may be half changed. */
  makeChecker: () => Promise<Pick<ExchangeChecker, 'check'>>;
  /** Checks an entry that takes long, in another thread. */
  elsewhere: (group: EntryGroup) => Promise<CheckedGroup>;
  /** The most milliseconds for one group in this thread. */
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
): (group: EntryGroup) => Promise<CheckedGroup> {
  let checker = first;
  return async (group) => {
    const result: CheckedGroup = { exchanges: [], unusable: [] };
    for (let rest = group; rest.count > 0;) {
      const part: CheckedGroup = { exchanges: [], unusable: [] };
      const open = rest;
      const using = checker;
      const isDone = interruptible(() => void checkGroup(using, open, reader, part), limit);
      // Each entry has one of both.
      const count = part.exchanges.length + part.unusable.length;
      append(result, part);
      if (isDone || count >= rest.count) break;
      append(result, await elsewhere(entriesFrom(rest, count, 1)));
      rest = entriesFrom(rest, count + 1);
      checker = await makeChecker();
    }
    return result;
  };
}

function append(result: CheckedGroup, { exchanges, unusable }: CheckedGroup): void {
  for (const exchange of exchanges) result.exchanges.push(exchange);
  for (const error of unusable) result.unusable.push(error);
}
