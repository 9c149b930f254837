import { systemClock, type Clock } from '@batch-status/time';
import { listenersOf, type CallEventListener } from '../settings/events.ts';
import { complete, demandSignal, type OptionsElsewhere } from '../settings/options.ts';
import { ofClient } from '../settings/settings.ts';
import { defaultNotFoundGrace } from './followed-batch.ts';
import type { ReportOptions } from './watch-report.ts';

/** The options of {@link waitUntilComplete}. Times are in milliseconds. */
export interface WaitOptions {
  /** Ends the watch at once. It throws the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Throws `max_wait` if the batch is not complete after this time. Default `Infinity`. */
  maxWait?: number | undefined;
  /** Throws `outage` if all requests fail for this time. Default `Infinity`. */
  maxOutage?: number | undefined;
  /**
   * Throws `stalled` if calls are active and none ends for this time. Default `Infinity`: then only
   * the phase becomes `stalled`, after ten minutes or ten average calls, whichever is longer.
   */
  stallAfter?: number | undefined;
  /**
   * How long after the start a 404 is retried, because a new batch may not be readable yet. Default
   * 30,000: a wrong batch id costs 30 seconds and about seven requests. With 0, a 404 is final.
   */
  notFoundGrace?: number | undefined;
  /** Called with each event of each request. */
  onEvent?: CallEventListener | undefined;
  /** The source of time and random numbers, for tests. Default the system clock. */
  clock?: Clock | undefined;
}

/** The options of {@link watch}. Times are in milliseconds. */
export interface WatchOptions extends WaitOptions {
  /**
   * How old the data may get before the batch is requested again. Default 15,000. With `Infinity`,
   * the watch polls only as often as needed to see the end.
   */
  maxStaleness?: number | undefined;
  /** Yield an update after every check, even if nothing changed. Default false. */
  everyCheck?: boolean | undefined;
}

/** Validated options with their defaults. */
export type WatchSettings = WatchOptions &
  ReportOptions &
  Record<'maxStaleness' | 'maxWait' | 'maxOutage' | 'stallAfter' | 'notFoundGrace', number> & {
    clock: Clock;
  };

/** Every option of {@link waitUntilComplete}, with its default. */
export const waitDefaults: WaitOptions = {
  signal: undefined,
  maxWait: Infinity,
  maxOutage: Infinity,
  stallAfter: Infinity,
  notFoundGrace: defaultNotFoundGrace,
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
  elsewhere: OptionsElsewhere = [],
): Options {
  const settings = complete(options, defaults, {
    mayBeZero: 'notFoundGrace',
    elsewhere: [...elsewhere, ...ofClient],
  });
  demandSignal(settings.signal);
  listenersOf(settings.onEvent);
  return settings;
}
