import type { MonitorPause } from '../polling/server-pause.ts';
import type {
  ReportOptions,
  WatchConfirmation,
  WatchPending,
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

/** A pause of all requests began, changed, or ended. */
export interface MonitorPauseReport {
  type: 'pause';
  batchId?: undefined;
  batch?: undefined;
  error?: undefined;
  /** The pause, or `undefined` if it is over. */
  pause: MonitorPause | undefined;
}

/** What a monitor reports in addition to updates and failures. */
export interface MonitorReportOptions {
  /** Report each batch as `pending` while there has been no response for it. Default true. */
  reportPending?: ReportOptions['reportPending'];
  /** Report each time that a batch is received unchanged, without repeating it. Default false. */
  reportConfirmations?: ReportOptions['reportConfirmations'];
  /** Report when the monitor pauses all requests, and when that is over. Default false. */
  reportPauses?: boolean | undefined;
}

/** Everything that a monitor may report. */
export type MonitorReport =
  | MonitorUpdate
  | MonitorFailure
  | MonitorPending
  | MonitorConfirmation
  | MonitorPauseReport;

/** What a monitor reports with these options. */
export type MonitorReportsOf<Options> =
  | MonitorUpdate
  | MonitorFailure
  | (Options extends { reportPending?: infer Wanted }
      ? Wanted extends false
        ? never
        : MonitorPending
      : never)
  | (Options extends { reportConfirmations?: infer Wanted }
      ? Wanted extends true
        ? MonitorConfirmation
        : never
      : never)
  | (Options extends { reportPauses?: infer Wanted }
      ? Wanted extends true
        ? MonitorPauseReport
        : never
      : never);
