import type { Confirmation, PendingUpdate, WatchReportsOf, Update } from '../watch/update.ts';

/** What a monitor tells of one of its batches: an update, or why it had to give it up. */
export type MonitorUpdate = BatchUpdate | BatchFailure;

/** What a watch would tell of the batch, and which batch it is. */
export interface BatchUpdate extends Update {
  batchId: string;
  error?: undefined;
}

/** There was no response yet for the batch. */
export interface BatchPending extends PendingUpdate {
  batchId: string;
  error?: undefined;
}

/** The batch was received again, and is as its last update says. */
export interface BatchConfirmation extends Confirmation {
  batchId: string;
  error?: undefined;
}

/** The last that is told of a batch that asking again is no use for. */
export interface BatchFailure {
  type: 'failure';
  batchId: string;
  batch?: undefined;
  /** What a watch would throw: an error of this library, unless the client is one of your own. */
  error: Error;
  /** The last that was learnt, or nothing if there never was an answer. */
  update: Update | undefined;
}

/** Everything that a monitor may tell. */
export type MonitorReport = MonitorUpdate | BatchPending | BatchConfirmation;

/** What a monitor tells with such options. */
export type MonitorReportsOf<Options> = Extract<
  MonitorReport,
  { type: 'failure' | WatchReportsOf<Options>['type'] }
>;
