import { systemClock, type Clock } from '@batch-status/time';
import type { CallEventListener } from '../settings/events.ts';
import { complete } from '../settings/options.ts';
import type { ReportOptions } from './update.ts';

/** How to wait for the end of a batch. Times are in milliseconds. */
export interface WaitOptions {
  /** Ends the watch at once; it throws the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Ends the watch with `max_wait` after this time. Default never. */
  maxWait?: number | undefined;
  /** Ends the watch with `outage` when nothing could be learnt for this time. Default never. */
  maxOutage?: number | undefined;
  /**
   * Ends the watch with `stalled` when calls were active and none ended for this time. Default
   * never: the phase alone tells, after ten minutes or ten average calls.
   */
  stallAfter?: number | undefined;
  /** Told of every request. */
  onEvent?: CallEventListener | undefined;
  /** Time and chance. Default the machine's. */
  clock?: Clock | undefined;
}

/** How to follow a batch. Times are in milliseconds. */
export interface WatchOptions extends WaitOptions {
  /**
   * How old an update may get before the batch is asked for again. Default 15,000; `Infinity` asks
   * only as often as it takes to see the end.
   */
  maxStaleness?: number | undefined;
  /** Yield after every check, changed or not, for a display that shows the age of its data. */
  everyCheck?: boolean | undefined;
}

/** Options judged and completed. */
export type WatchSettings = WatchOptions &
  ReportOptions &
  Record<'maxStaleness' | 'maxWait' | 'maxOutage' | 'stallAfter', number> & { clock: Clock };

const defaults: WatchSettings = {
  signal: undefined,
  maxStaleness: 15_000,
  maxWait: Infinity,
  maxOutage: Infinity,
  stallAfter: Infinity,
  onEvent: undefined,
  clock: systemClock,
  everyCheck: false,
  reportPending: false,
  reportConfirmations: false,
};

/** @throws {ConfigurationError} that names the option that cannot work. */
export const resolveWatchOptions = (options: WatchOptions & ReportOptions): WatchSettings =>
  complete(options, defaults);
