import type { BatchStatus } from '@batch-status/spec';

/** A batch and when it was received, by the client's clock. */
export interface Observation {
  batch: BatchStatus;
  /** Milliseconds since the epoch. */
  receivedAt: number;
}

/** Calls that ended: completed or failed. */
export const doneCalls = ({ completed, failed }: BatchStatus): number => completed + failed;

/** Calls that none of the four counters includes, for example cancelled ones. */
export const unaccountedCalls = (batch: BatchStatus): number =>
  Math.max(0, batch.total - doneCalls(batch) - batch.waiting - batch.active);

/** Calls that have not ended yet. */
export const remainingCalls = ({ waiting, active }: BatchStatus): number => waiting + active;
