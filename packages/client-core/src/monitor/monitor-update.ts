import type { Update } from '../watch/update.ts';

/** What a monitor tells of one of its batches: an update, or why it had to give it up. */
export type MonitorUpdate = BatchUpdate | BatchFailure;

/** What a watch would tell of the batch, and which batch it is. */
export interface BatchUpdate extends Update {
  batchId: string;
  error?: undefined;
}

/** The last that is told of a batch that asking again is no use for. */
export interface BatchFailure {
  batchId: string;
  /** What a watch would throw: an error of this library, unless the client is one of your own. */
  error: Error;
  /** The last that was learnt, or nothing if there never was an answer. */
  update: Update | undefined;
}
