import type { RecordingError } from '@batch-status/conformance';
import type { CheckedExchange, ExchangeChecker } from '@batch-status/conformance/analysis';
import type { EntryGroup, HarReader } from '@batch-status/har';

/** The results for the entries of a group. */
export interface CheckedGroup {
  exchanges: CheckedExchange[];
  /** Why entries are not exchanges. The others were checked. */
  unusable: RecordingError[];
}

/** @param reader Reads the headers that the checker needs. */
export function checkGroup(
  checker: ExchangeChecker,
  group: EntryGroup,
  reader: HarReader,
): CheckedGroup {
  const exchanges: CheckedExchange[] = [];
  const unusable: RecordingError[] = [];
  for (const exchange of reader.exchanges(group, (error) => unusable.push(error))) {
    exchanges.push(checker.check(exchange));
  }
  return { exchanges, unusable };
}
