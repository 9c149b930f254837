import type { Scenario } from '@batch-status/simulation';

/** How the batch `demo` differs from the one that takes about 30 seconds. */
export interface DemoOptions {
  /** Default 150. */
  calls?: number;
  /** How many calls run at once. Default 20. */
  concurrency?: number;
  /** From 0 to 1. Default 0.07. */
  failureRate?: number;
  /** Decides how each call goes; an integer. Default 1. */
  seed?: number;
  /**
   * How many times faster everything goes: calls and pauses are shorter, and every time and length
   * that the server tells is still true. Default 1.
   */
  speed?: number;
}

export const demoBatchId = 'demo';

/** @throws RangeError if `speed` is not a number above 0. */
export function demoScenario(options: DemoOptions): Scenario {
  const { calls = 150, concurrency = 20, failureRate = 0.07, speed = 1 } = options;
  if (!(speed > 0 && speed < Infinity)) {
    throw new RangeError(`The speed is ${speed}; give a number above 0.`);
  }
  return {
    calls,
    concurrency,
    failureRate,
    startDelay: Math.round(2000 / speed),
    meanCallDuration: 3.3 / speed,
    callDurationSpread: 0.4,
    completionDelay: Math.round(1000 / speed),
  };
}
