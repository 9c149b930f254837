import { systemClock, type Clock } from '@batch-status/time';
import type { CallEventListener } from '../settings/events.ts';
import { complete, demand, type OptionsElsewhere } from '../settings/options.ts';
import { ofClient } from '../settings/settings.ts';
import { defaultPatience, type Patience } from './followed-batch.ts';
import type { ReportOptions } from './watch-report.ts';

/** The options of {@link waitUntilComplete}. Times are in milliseconds. */
export interface WaitOptions {
  /** Ends the watch at once. It throws the signal's reason. */
  signal?: AbortSignal | undefined;
  /**
   * The longest pause between two checks, at least 100, so that the end is seen at most this late.
   * A server that refuses requests may delay it. Default `Infinity`.
   */
  maxLag?: number | undefined;
  /**
   * Throws `max_wait` if the batch is not complete after this time, including the time that the
   * machine sleeps. Default `Infinity`.
   */
  maxWait?: number | undefined;
  /** Throws `outage` if all requests fail for this time. Default `Infinity`. */
  maxOutage?: number | undefined;
  /**
   * Throws `stalled` if calls are active and none ends for this time. Default `Infinity`: then only
   * the phase becomes `stalled`, after ten minutes or ten average calls, whichever is longer.
   */
  stallAfter?: number | undefined;
  /**
   * How long a 404 is retried from the start, because a new batch may not be readable yet. Default
   * 30,000: a wrong batch id costs 30 seconds and about seven requests. After a response, all
   * errors that look final, except 401 and 403, are retried as long, because a proxy may be wrong
   * for a moment. With 0, they are final.
   */
  notFoundGrace?: number | undefined;
  /**
   * The most of a `Retry-After` of the server that is heeded. Default 600,000: a header in the wrong
   * unit must not hide the end for hours.
   */
  maxRetryAfter?: number | undefined;
  /** Called with each event of each request. */
  onEvent?: CallEventListener | undefined;
  /** The source of time and random numbers, for tests. Default the system clock. */
  clock?: Clock | undefined;
}

/** The options of {@link watch}. Times are in milliseconds. */
export interface WatchOptions extends WaitOptions {
  /**
   * How old the data may get before the batch is requested again, at least 100. Default 15,000.
   * With `Infinity`, the watch polls only as often as needed to see the end.
   */
  maxStaleness?: number | undefined;
  /** Yield an update after every check, even if nothing changed. Default false. */
  everyCheck?: boolean | undefined;
}

/** Validated options with their defaults. */
export type WatchSettings = WatchOptions &
  ReportOptions &
  Record<'maxStaleness' | 'maxLag' | 'maxWait' | 'maxOutage' | 'stallAfter', number> &
  Patience & { clock: Clock };

/** Every option of {@link waitUntilComplete}, with its default. */
export const waitDefaults: WaitOptions = {
  signal: undefined,
  maxLag: Infinity,
  maxWait: Infinity,
  maxOutage: Infinity,
  stallAfter: Infinity,
  ...defaultPatience,
  onEvent: undefined,
  clock: systemClock,
};

/** Every option of a watch, with its default. */
export const watchDefaults: WatchSettings = {
  ...(waitDefaults as WatchSettings),
  maxStaleness: 15_000,
  everyCheck: false,
  reportPending: false,
  reportConfirmations: false,
};

/** @throws {ConfigurationError} whose `option` names the invalid one. */
export function resolveWatchOptions<Options extends WaitOptions>(
  options: object,
  defaults: Options,
  elsewhere: OptionsElsewhere = {},
): Options {
  const settings = complete(options, defaults, {
    mayBeZero: 'notFoundGrace',
    elsewhere: { ...elsewhere, ...ofClient },
  });
  // With a few milliseconds, requests would follow each other without a pause.
  for (const name of ['maxStaleness', 'maxLag'] as const) {
    const { [name]: ms = Infinity } = settings as WatchOptions;
    demand(ms >= 100, name, ms, 'a number of at least 100 (milliseconds)');
  }
  return settings;
}
