import { systemClock, type Clock } from '@batch-status/time';
import { listenersOf, type CallEventListener } from '../settings/events.ts';
import { complete, demand, demandSignal } from '../settings/options.ts';
import type { ReportOptions } from '../watch/update.ts';

/** What a monitor may spend, and what it promises for it. */
export interface MonitorOptions {
  /**
   * How many requests it sends at most in any second, those after a failure counted in. Below 1
   * for pauses of more than a second; above, whole. Default 10.
   */
  maxRequestsPerSecond?: number | undefined;
  /** How many requests are under way at once at most. Default 10. */
  maxConcurrency?: number | undefined;
  /**
   * How old what is known of a batch may get, in milliseconds, until it is received anew. Default
   * 60,000; `Infinity` promises nothing, and asks only as often as it takes to see the ends.
   */
  maxStaleness?: number | undefined;
  /** Closes the monitor. */
  signal?: AbortSignal | undefined;
  /** Told of every request. */
  onEvent?: CallEventListener | undefined;
  /** Time and chance. Default the machine's. */
  clock?: Clock | undefined;
}

/** Options judged and completed. */
export type MonitorSettings = MonitorOptions &
  ReportOptions &
  Record<'maxRequestsPerSecond' | 'maxConcurrency' | 'maxStaleness', number> & { clock: Clock };

const defaults: MonitorSettings = {
  maxRequestsPerSecond: 10,
  maxConcurrency: 10,
  maxStaleness: 60_000,
  signal: undefined,
  onEvent: undefined,
  clock: systemClock,
  reportPending: false,
  reportConfirmations: false,
};

/** @throws {ConfigurationError} that names the option that cannot work. */
export function resolveMonitorOptions(options: MonitorOptions & ReportOptions): MonitorSettings {
  const settings = complete(options, defaults);
  const { maxRequestsPerSecond, maxConcurrency, signal, onEvent } = settings;
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
  demandSignal(signal);
  listenersOf(onEvent);
  return settings;
}

const isCount = (value: unknown, most: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most;
