import { systemClock, type Clock } from '@batch-status/time';
import type { CallEventListener } from '../settings/events.ts';
import { demand } from '../settings/options.ts';
import { resolveWatchOptions, watchDefaults } from '../watch/watch-options.ts';
import { defaultPatience } from '../watch/followed-batch.ts';
import type { ReportOptions } from '../watch/watch-report.ts';

/** The options of {@link createMonitor}. */
export interface MonitorOptions {
  /**
   * The most requests in any second, including those after a failure: a whole number, or a number
   * below 1 for pauses of more than a second. Default 10.
   */
  maxRequestsPerSecond?: number | undefined;
  /** The most requests in progress at once. Default 10. */
  maxConcurrency?: number | undefined;
  /**
   * How old the data of a batch may get, in milliseconds, before it is received again. Default
   * 60,000. With `Infinity`, the monitor polls only as often as needed to see the ends.
   */
  maxStaleness?: number | undefined;
  /**
   * How long after `add` a 404 is retried, because a new batch may not be readable yet. Default
   * 30,000: a wrong batch id costs 30 seconds and about seven requests. With 0, a 404 is final.
   */
  notFoundGrace?: number | undefined;
  /** Closes the monitor when it aborts. */
  signal?: AbortSignal | undefined;
  /** Called with each event of each request. */
  onEvent?: CallEventListener | undefined;
  /** The source of time and random numbers, for tests. Default the system clock. */
  clock?: Clock | undefined;
}

/** Validated options with their defaults. */
export type MonitorSettings = MonitorOptions &
  ReportOptions &
  Record<'maxRequestsPerSecond' | 'maxConcurrency' | 'maxStaleness' | 'notFoundGrace', number> & {
    clock: Clock;
  };

/** Every option of a monitor, with its default. */
export const monitorDefaults: MonitorSettings = {
  maxRequestsPerSecond: 10,
  maxConcurrency: 10,
  maxStaleness: 60_000,
  notFoundGrace: defaultPatience.notFoundGrace,
  signal: undefined,
  onEvent: undefined,
  clock: systemClock,
  reportPending: false,
  reportConfirmations: false,
};

/** @throws {ConfigurationError} whose `option` names the invalid one. */
export function resolveMonitorOptions(options: MonitorOptions & ReportOptions): MonitorSettings {
  const settings = resolveWatchOptions(options, monitorDefaults, { watch: watchDefaults });
  const { maxRequestsPerSecond, maxConcurrency } = settings;
  demand(
    maxRequestsPerSecond < 1 || isCount(maxRequestsPerSecond, 100_000),
    'maxRequestsPerSecond',
    maxRequestsPerSecond,
    'a whole number up to 100,000, or a number between 0 and 1',
  );
  demand(
    isCount(maxConcurrency, Infinity),
    'maxConcurrency',
    maxConcurrency,
    'a whole number greater than 0',
  );
  return settings;
}

const isCount = (value: unknown, most: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most;
