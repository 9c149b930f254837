import { RecordingError } from '@batch-status/conformance';
import type { CheckedExchange, ExchangeChecker } from '@batch-status/conformance/analysis';
import type { EntryGroup, HarReader } from '@batch-status/har';

/** What is said of the entries of a group. */
export interface CheckedGroup {
  judged: CheckedExchange[];
  /** Why the file stops being a recording after them. */
  broken?: RecordingError;
}

/** @param reader Reads the headers that the checker needs. */
export function checkGroup(
  checker: ExchangeChecker,
  group: EntryGroup,
  reader: HarReader,
): CheckedGroup {
  const judged: CheckedExchange[] = [];
  try {
    for (const exchange of reader.exchanges(group)) judged.push(checker.check(exchange));
  } catch (error) {
    if (error instanceof RecordingError) return { judged, broken: error };
    throw error;
  }
  return { judged };
}
