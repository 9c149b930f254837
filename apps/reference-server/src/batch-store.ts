import type { BatchStatus } from '@batch-status/spec';

/** A batch as the server knows it. Times are milliseconds since the epoch. */
export interface StoredBatch {
  /** The batch as it stands now. */
  status(now: number): BatchStatus;
  /** Equal numbers mean that `status` has not changed. */
  revision(now: number): number;
  /** The next change, should it be known before, or `null`; as constant as `status`. */
  knownNextChange(now: number): number | null;
}

/** Where batches are looked up. */
export interface BatchStore {
  read(batchId: string, now: number): StoredBatch | undefined;
}
