import type {
  FailureMessage,
  PendingMessage,
  UpdateMessage,
  WatchPending,
  WatchUpdate,
} from '@batch-status/fetch';

/** A batch of which something is known. */
export type BatchUpdate = WatchUpdate | UpdateMessage;

/**
 * What an element shows: what `watch` and a monitor of the clients report, or the same as data from
 * JSON.
 */
export type BatchReport = BatchUpdate | WatchPending | PendingMessage | FailureMessage;

/** Whether a value of any origin can be drawn. Its members may still be anything. */
export function isUpdate(report: unknown): report is BatchUpdate {
  const { type, batch, progress } = Object(report) as Partial<BatchUpdate>;
  return type === 'update' && !!batch && !!progress;
}

/** The time from one check to the next, in milliseconds: an update gets as old if all is well. */
export const longestAge = ({ receivedAt, nextCheckAt = receivedAt }: BatchUpdate): number =>
  Math.max(0, nextCheckAt - receivedAt) || 0;

/**
 * How old an update is when it arrives, in milliseconds. Its times are by the clock of its sender. If
 * that of the viewer is wrong, they say only that the next check is still to come.
 */
export const ageOnArrival = (update: BatchUpdate, now: number): number =>
  Math.min(Math.max(0, now - update.receivedAt), longestAge(update)) || 0;
