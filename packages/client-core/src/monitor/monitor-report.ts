import type {
  WatchConfirmation,
  WatchPending,
  WatchReportsOf,
  WatchUpdate,
} from '../watch/watch-report.ts';

/** An update as from a watch, with the id of its batch. */
export interface MonitorUpdate extends WatchUpdate {
  batchId: string;
  error?: undefined;
}

/** No response has been received for the batch yet. */
export interface MonitorPending extends WatchPending {
  batchId: string;
  error?: undefined;
}

/** The batch was received again, unchanged. */
export interface MonitorConfirmation extends WatchConfirmation {
  batchId: string;
  error?: undefined;
}

/** The last report about a batch that the monitor gave up, because of an error that a retry cannot fix. */
export interface MonitorFailure {
  type: 'failure';
  batchId: string;
  batch?: undefined;
  /** The error that a watch would throw: one of this library, unless your own client threw it. */
  error: Error;
  /**
   * The last update, or `undefined` if there was no response. Its batch contains phone numbers, so
   * loggers, `JSON.stringify`, and `structuredClone` do not see it.
   */
  readonly update: WatchUpdate | undefined;
}

/** Everything that a monitor may report. */
export type MonitorReport = MonitorUpdate | MonitorFailure | MonitorPending | MonitorConfirmation;

/** What a monitor reports with these options. */
export type MonitorReportsOf<Options> = Extract<
  MonitorReport,
  { type: 'failure' | WatchReportsOf<Options>['type'] }
>;
