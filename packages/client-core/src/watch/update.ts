import type { BatchStatus } from '@batch-status/spec';
import type { BatchStatusError } from '../errors/errors.ts';
import type { Phase } from '../forecast/phase.ts';
import type { Progress } from '../forecast/progress.ts';

/** A batch as a watch sees it. Times are in milliseconds since the epoch, by the client's clock. */
export interface Update {
  type: 'update';
  batch: BatchStatus;
  /** When the batch was received last, changed or not. */
  receivedAt: number;
  progress: Progress;
  phase: Phase;
  /** When the batch is asked for next; nothing once it is complete. */
  nextCheckAt: number | undefined;
  /** Why the last request failed, while the watch goes on with the last batch known. */
  problem?: BatchStatusError;
}

/** There was no response yet. Times are as in {@link Update}. */
export interface PendingUpdate {
  type: 'pending';
  batch: undefined;
  /** When the watch began, or the batch was added to the monitor. */
  waitingSince: number;
  /** When the batch is asked for next: at once in the first report, which has no `problem`. */
  nextCheckAt: number;
  /** Why the last request failed. */
  problem?: BatchStatusError;
}

/** The batch was received again, and is as the last update says. Times are as in {@link Update}. */
export interface Confirmation {
  type: 'confirmation';
  batch?: undefined;
  receivedAt: number;
  nextCheckAt: number;
}

/** What to report besides updates. */
export interface ReportOptions {
  /** Report also that there was no response yet. Default false. */
  reportPending?: boolean | undefined;
  /** Report also that an unchanged batch was received again, without its body. Default false. */
  reportConfirmations?: boolean | undefined;
}

/** Everything that may be reported. */
export type WatchReport = Update | PendingUpdate | Confirmation;

/** What is reported with such options. */
export type WatchReportsOf<Options> =
  | Update
  | (Options extends { reportPending?: infer Wanted } ? If<Wanted, PendingUpdate> : never)
  | (Options extends { reportConfirmations?: infer Wanted } ? If<Wanted, Confirmation> : never);

type If<Wanted, Type> = Wanted extends true ? Type : never;

/** Of no value, unless the options have a member of {@link ReportOptions}. */
export type Reporting<Options> = keyof Options & keyof ReportOptions extends never
  ? never
  : unknown;
