import { RecordingError, type Exchange } from '@batch-status/conformance';
import type { CheckedExchange, ExchangeChecker } from '@batch-status/conformance/analysis';
import type { EntryGroup, HarReader } from '@batch-status/har';

import { isForUsers } from '../../input-error.ts';

/** The results for the entries of a group. */
export interface CheckedGroup {
  exchanges: CheckedExchange[];
  /** Why entries were not checked. The others were. */
  unusable: RecordingError[];
}

/**
 * @param reader Reads the headers that the checker needs.
 * @param result Receives the results one by one.
 */
export function checkGroup(
  checker: Pick<ExchangeChecker, 'check'>,
  group: EntryGroup,
  reader: HarReader,
  result: CheckedGroup = { exchanges: [], unusable: [] },
): CheckedGroup {
  const { exchanges, unusable } = result;
  for (const exchange of reader.exchanges(group, (error) => unusable.push(error))) {
    try {
      exchanges.push(checker.check(exchange));
    } catch (error) {
      unusable.push(uncheckable(error, exchange.source));
    }
  }
  return result;
}

/** One exchange that cannot be checked must not hide what is wrong with the others. */
export function uncheckable(error: unknown, { file, entry }: Exchange['source']): RecordingError {
  // The message of another error could quote a secret.
  const why = isForUsers(error)
    ? error.message
    : `Something failed that should not (${error instanceof Error ? error.name : typeof error}). Please report it.`;
  return new RecordingError(`Entry ${entry} of ${file} was not checked: ${why}`);
}
