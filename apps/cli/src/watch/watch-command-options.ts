import type { SessionOptions } from '../session/session.ts';

/** The options of `watch` and `wait`. Times are in seconds. */
export interface WatchCommandOptions extends SessionOptions {
  /** A file with batch ids. */
  idsFrom?: string;
  quiet?: true;
  bell?: true;
  /** Requests per minute, for all batches together. */
  maxRate?: number;
  /** `watch` only. */
  maxStaleness?: number;
  maxWait?: number;
  maxOutage?: number;
  stallAfter?: number;
  /** In percent of the calls that ended; `true` means 0. */
  failOnFailed?: number | true;
}
