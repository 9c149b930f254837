import { systemClock, type Clock } from '../time/clock.ts';
import { listenersOf, type CallEventListener } from '../settings/events.ts';
import { demand, demandNames, demandPositive } from '../settings/options.ts';

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

type Defaulted = 'maxRequestsPerSecond' | 'maxConcurrency' | 'maxStaleness' | 'clock';

/** Options judged and completed. */
export type MonitorSettings = MonitorOptions & {
  [Name in Defaulted]: NonNullable<MonitorOptions[Name]>;
};

const defaults: Pick<MonitorSettings, Defaulted> = {
  maxRequestsPerSecond: 10,
  maxConcurrency: 10,
  maxStaleness: 60_000,
  clock: systemClock,
};

/** @throws {ConfigurationError} that names the option that cannot work. */
export function resolveMonitorOptions(options: MonitorOptions): MonitorSettings {
  demandNames(options, [...Object.keys(defaults), 'signal', 'onEvent']);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const settings: MonitorSettings = { ...defaults, ...Object.fromEntries(given) };
  const { maxRequestsPerSecond, maxConcurrency, maxStaleness, signal } = settings;
  demandPositive('maxStaleness', maxStaleness);
  demandPositive('maxRequestsPerSecond', maxRequestsPerSecond);
  demand(
    maxRequestsPerSecond < 1 || isCount(maxRequestsPerSecond, 100_000),
    'maxRequestsPerSecond',
    maxRequestsPerSecond,
    'a whole number up to 100,000, or one between 0 and 1',
  );
  demand(
    isCount(maxConcurrency, Infinity),
    'maxConcurrency',
    maxConcurrency,
    'a whole number of at least 1',
  );
  const abortable = signal === undefined || typeof signal?.addEventListener === 'function';
  demand(abortable, 'signal', signal, 'an AbortSignal');
  listenersOf(settings.onEvent);
  return settings;
}

const isCount = (value: unknown, most: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most;
