import type { BatchStatus } from '@batch-status/spec';

/** A batch and when it was received, by the client's clock. */
export interface Observation {
  batch: BatchStatus;
  /** Milliseconds since the epoch. */
  receivedAt: number;
  /** When the server sent it, by the clock that the times of the batch come from. */
  serverTime?: number | undefined;
}

/** Calls that ended: completed or failed. */
export const doneCalls = ({ completed, failed }: BatchStatus): number => completed + failed;

/** Calls that none of the four counters includes, for example cancelled ones. */
export const unaccountedCalls = (batch: BatchStatus): number =>
  Math.max(0, batch.total - doneCalls(batch) - batch.waiting - batch.active);

/** Calls that have not ended yet. */
export const remainingCalls = ({ waiting, active }: BatchStatus): number => waiting + active;

/** How long no call has ended, by the server's clock; 0 if it is not known. */
export function quietBefore({ batch, serverTime }: Observation): number {
  if (!batch.active || !serverTime) return 0;
  const ends = (batch.recent_calls ?? []).map((call) =>
    Number('failedAt' in call && call.failedAt),
  );
  const start = doneCalls(batch) ? 0 : batch.startTime;
  const last = Math.max(batch.lastCompletedTime ?? start ?? 0, ...ends);
  return last && Math.max(0, serverTime - last);
}
