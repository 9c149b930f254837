import type { BatchStatus } from '@batch-status/spec';
import type { BatchStatusError } from '../errors/errors.ts';
import type { Phase } from '../forecast/phase.ts';
import type { Progress } from '../forecast/progress.ts';

/** A batch and what is known about it. Times are in milliseconds since the epoch, by the client's clock. */
export interface WatchUpdate {
  type: 'update';
  batch: BatchStatus;
  /** When the batch was last received, changed or not. */
  receivedAt: number;
  progress: Progress;
  phase: Phase;
  /** When the next request is planned; `undefined` once the batch is complete. */
  nextCheckAt: number | undefined;
  /**
   * Until when the server asked to wait (`Retry-After`), in the last response. At most
   * `maxRetryAfter` of that time is heeded, so `nextCheckAt` may be earlier.
   */
  askedToWaitUntil?: number;
  /** Why the last request failed. The watch goes on, and `batch` is the last one received. */
  problem?: BatchStatusError;
}

/** No response has been received yet. Times are as in {@link WatchUpdate}. */
export interface WatchPending {
  type: 'pending';
  batch: undefined;
  /** When the watch began, or the batch was added to the monitor. */
  waitingSince: number;
  /** When the next request is planned. In the first report, at once. */
  nextCheckAt: number;
  /** As in {@link WatchUpdate}. */
  askedToWaitUntil?: number;
  /** Why the last request failed. The first report has none. */
  problem?: BatchStatusError;
}

/** The batch was received again, unchanged. Times are as in {@link WatchUpdate}. */
export interface WatchConfirmation {
  type: 'confirmation';
  batch?: undefined;
  receivedAt: number;
  nextCheckAt: number;
  askedToWaitUntil?: number;
}

/** What to report in addition to updates. */
export interface ReportOptions {
  /** Report while there has been no response yet. Default false. */
  reportPending?: boolean | undefined;
  /** Report each time that the batch is received unchanged, without repeating it. Default false. */
  reportConfirmations?: boolean | undefined;
}

/** Everything that a watch may report. */
export type WatchReport = WatchUpdate | WatchPending | WatchConfirmation;

/** What a watch reports with these options. */
export type WatchReportsOf<Options> =
  | WatchUpdate
  | (Options extends { reportPending?: infer Wanted }
      ? Wanted extends true
        ? WatchPending
        : never
      : never)
  | (Options extends { reportConfirmations?: infer Wanted }
      ? Wanted extends true
        ? WatchConfirmation
        : never
      : never);
