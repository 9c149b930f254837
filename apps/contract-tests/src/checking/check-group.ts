import { RecordingError } from '@batch-status/conformance';
import type { CheckedExchange, ExchangeChecker } from '@batch-status/conformance/analysis';
import type { EntryGroup, HarReader } from '@batch-status/har';

/** The results for the entries of a group. */
export interface CheckedGroup {
  exchanges: CheckedExchange[];
  /** The error after them, where the file stops being a recording. */
  broken?: RecordingError;
}

/** @param reader Reads the headers that the checker needs. */
export function checkGroup(
  checker: ExchangeChecker,
  group: EntryGroup,
  reader: HarReader,
): CheckedGroup {
  const exchanges: CheckedExchange[] = [];
  try {
    for (const exchange of reader.exchanges(group)) exchanges.push(checker.check(exchange));
  } catch (error) {
    if (error instanceof RecordingError) return { exchanges, broken: error };
    throw error;
  }
  return { exchanges };
}
