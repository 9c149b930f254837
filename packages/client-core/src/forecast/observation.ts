import type { BatchStatus } from '@batch-status/spec';

/** A batch and when it was learnt, by the client's own clock. */
export interface Observation {
  batch: BatchStatus;
  /** Milliseconds since the epoch. */
  receivedAt: number;
}

/** Calls that ended, in whatever way a counter knows of. */
export const doneCalls = ({ completed, failed }: BatchStatus): number => completed + failed;

/** Calls that no counter holds, for example cancelled ones. */
export const unaccountedCalls = (batch: BatchStatus): number =>
  Math.max(0, batch.total - doneCalls(batch) - batch.waiting - batch.active);

/** Calls that are still to end. */
export const remainingCalls = ({ waiting, active }: BatchStatus): number => waiting + active;
