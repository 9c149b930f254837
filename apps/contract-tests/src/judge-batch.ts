import { RecordingError, type Judge, type Judged } from '@batch-status/conformance';

import type { Batch } from './recordings/batches.ts';
import { exchangeFrom } from './recordings/read-recording.ts';

/** What is said of the entries of a batch. */
export interface JudgedBatch {
  judged: Judged[];
  /** Why the file stops being a recording after them. */
  broken?: RecordingError;
}

export function judgeBatch(judge: Judge, { file, first, bytes, ends }: Batch): JudgedBatch {
  const buffer = Buffer.from(bytes.buffer);
  const judged: Judged[] = [];
  let start = 0;
  for (const end of ends) {
    try {
      const entry = first + judged.length;
      judged.push(judge.judge(exchangeFrom(buffer.subarray(start, end), file, entry)));
    } catch (error) {
      if (error instanceof RecordingError) return { judged, broken: error };
      throw error;
    }
    start = end;
  }
  return { judged };
}
