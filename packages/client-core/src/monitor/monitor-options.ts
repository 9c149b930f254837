import { systemClock, type Clock } from '@batch-status/time';
import type { CallEventListener } from '../settings/events.ts';
import { demand } from '../settings/options.ts';
import { resolveWatchOptions, watchDefaults } from '../watch/watch-options.ts';
import { defaultPatience, type Patience } from '../watch/followed-batch.ts';
import type { MonitorReportOptions } from './monitor-report.ts';
import type { PollerSettings } from '../polling/poller-settings.ts';
import type { SavedMonitor } from './saved-monitor.ts';

/** The options of {@link createMonitor}. */
export interface MonitorOptions {
  /**
   * The most requests that arrive at the server in any second, including those after a failure: a
   * whole number, or a number below 1 for pauses of more than a second. The monitor uses them as long
   * as they help. Default 1, which is all that the smallest plan allows: lower it if other programs
   * share the plan.
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
  /**
   * The most of a `Retry-After` of the server that is heeded, in milliseconds. Default 600,000: a
   * header in the wrong unit must not hide the ends for hours.
   */
  maxRetryAfter?: number | undefined;
  /**
   * The most time that a request may take, in milliseconds, in addition to the client's own
   * `deadline`. Default 30,000.
   */
  deadline?: number | undefined;
  /**
   * Gives up a batch with a `WatchError` whose code is `outage` if all requests for it fail for this
   * time, in milliseconds. Default `Infinity`.
   */
  maxOutage?: number | undefined;
  /**
   * Gives up a batch in the same way if there is no response within this time after `add`, in
   * milliseconds, and at least three requests failed. Default 3,600,000: `end` then ends the
   * iterations at last, although a batch never responds.
   */
  maxPending?: number | undefined;
  /**
   * What `save` of an earlier monitor returned: it follows the same batches, and starts with what was
   * known of them.
   */
  restore?: SavedMonitor | undefined;
  /** Closes the monitor when it aborts. */
  signal?: AbortSignal | undefined;
  /** Called with each event of each request. */
  onEvent?: CallEventListener | undefined;
  /** The source of time and random numbers, for tests. Default the system clock. */
  clock?: Clock | undefined;
}

/** Validated options with their defaults. */
export type MonitorSettings = MonitorOptions & MonitorReportOptions & Patience & PollerSettings;

/** Every option of a monitor, with its default. */
export const monitorDefaults: MonitorSettings = {
  maxRequestsPerSecond: 1,
  maxConcurrency: 10,
  maxStaleness: 60_000,
  ...defaultPatience,
  deadline: 30_000,
  maxOutage: Infinity,
  maxPending: 3_600_000,
  restore: undefined,
  signal: undefined,
  onEvent: undefined,
  clock: systemClock,
  reportPending: true,
  reportConfirmations: false,
  reportPauses: false,
};

/**
 * Validates the options of a monitor, and fills in the defaults.
 *
 * @param defaults Every option that there is, with its default.
 * @throws {ConfigurationError} whose `option` names the invalid one.
 * @example
 * ```ts
 * import { monitorDefaults, resolveMonitorOptions } from '@batch-status/client-core/sharing';
 *
 * const settings = resolveMonitorOptions({ maxStaleness: 30_000 }, monitorDefaults);
 * console.log(settings.maxConcurrency); // 10
 * ```
 */
export function resolveMonitorOptions<Settings extends MonitorSettings = MonitorSettings>(
  options: MonitorOptions & MonitorReportOptions,
  defaults: Settings = monitorDefaults as Settings,
): Settings {
  const settings = resolveWatchOptions(options, defaults, { watch: watchDefaults });
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
