import { RecordingError, type Judge, type Judged } from '@batch-status/conformance';

import type { Batch } from './recordings/batches.ts';
import { countIn } from './recordings/entry-spans.ts';
import { requestHeaders } from './recordings/exchange-outline.ts';
import { exchangeIn } from './recordings/read-recording.ts';

/** What is said of the entries of a batch. */
export interface JudgedBatch {
  judged: Judged[];
  /** Why the file stops being a recording after them. */
  broken?: RecordingError;
}

export function judgeBatch(judge: Judge, batch: Batch): JudgedBatch {
  const judged: Judged[] = [];
  for (let index = 0; index < countIn(batch.spans); index++) {
    try {
      judged.push(judgeOne(judge, batch, index));
    } catch (error) {
      if (error instanceof RecordingError) return { judged, broken: error };
      throw error;
    }
  }
  return { judged };
}

function judgeOne(judge: Judge, batch: Batch, index: number): Judged {
  const judged = judge.judge(exchangeIn(batch, index, requestHeaders));
  // Only of a method that no operation has do the headers of the request say what it was.
  return judged.outcome === 'method' ? judge.judge(exchangeIn(batch, index)) : judged;
}
