import { RecordingError } from '@batch-status/conformance';
import type { CheckedExchange, ExchangeChecker } from '@batch-status/conformance/analysis';

import type { Batch } from './recordings/batches.ts';
import type { Outline } from './recordings/outline.ts';
import { exchangeIn } from './recordings/read-recording.ts';

/** What is said of the entries of a batch. */
export interface JudgedBatch {
  judged: CheckedExchange[];
  /** Why the file stops being a recording after them. */
  broken?: RecordingError;
}

/** @param outline The one that the batch was found with. */
export function judgeBatch(checker: ExchangeChecker, batch: Batch, outline: Outline): JudgedBatch {
  const judged: CheckedExchange[] = [];
  for (let index = 0; index < batch.count; index++) {
    try {
      judged.push(checker.check(exchangeIn(batch, index, outline)));
    } catch (error) {
      if (error instanceof RecordingError) return { judged, broken: error };
      throw error;
    }
  }
  return { judged };
}
