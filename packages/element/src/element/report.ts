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

/** The time from one check to the next, in milliseconds: an update gets this old if all is well. */
export const longestAge = ({ receivedAt, nextCheckAt }: BatchUpdate): number =>
  nextCheckAt! - receivedAt;
