import type { BatchStatus } from '@batch-status/spec';

/** A batch whose whole course is known. Times are milliseconds since the epoch. */
export interface HeldOutBatch {
  /** What kind of campaign it is, such as `lunch break`. */
  kind: string;
  /**
   * Whether the counts foretell the end. This is `false` if the end depends on something that the
   * counts do not show in advance, such as a cancellation, an outage, opening hours, or one long call.
   * It is also `false` if the first call is dialed in the last quarter of the duration, or the last
   * call before it.
   */
  predictable: boolean;
  createdAt: number;
  /** When somebody starts to watch it: at or after `createdAt`, and before `completedAt`. */
  watchedFrom: number;
  /**
   * What the server responds at a time. Before `createdAt`, it is the response at `createdAt`. The
   * cost grows with the logarithm of the number of calls.
   */
  at(time: number): BatchStatus;
  /** When the last call ends, by itself or because the batch is cancelled. */
  lastCallEndsAt: number;
  /** When the response first has `isComplete: true`. It can be later than the last call's end. */
  completedAt: number;
  /** `completedAt - createdAt` */
  duration: number;
}
