import type { Confirmation, PendingUpdate, WatchReportsOf, Update } from '../watch/update.ts';

/** What a monitor reports about a batch: an update, or the error that ended it. */
export type MonitorUpdate = BatchUpdate | BatchFailure;

/** An update as from a watch, with the id of its batch. */
export interface BatchUpdate extends Update {
  batchId: string;
  error?: undefined;
}

/** No response has been received for the batch yet. */
export interface BatchPending extends PendingUpdate {
  batchId: string;
  error?: undefined;
}

/** The batch was received again, unchanged. */
export interface BatchConfirmation extends Confirmation {
  batchId: string;
  error?: undefined;
}

/** The last report about a batch that the monitor gave up, because of an error that a retry cannot fix. */
export interface BatchFailure {
  type: 'failure';
  batchId: string;
  batch?: undefined;
  /** The error that a watch would throw: one of this library, unless your own client threw it. */
  error: Error;
  /** The last update, or `undefined` if there was no response. */
  update: Update | undefined;
}

/** Everything that a monitor may report. */
export type MonitorReport = MonitorUpdate | BatchPending | BatchConfirmation;

/** What a monitor reports with these options. */
export type MonitorReportsOf<Options> = Extract<
  MonitorReport,
  { type: 'failure' | WatchReportsOf<Options>['type'] }
>;
