import type { Clock } from '@batch-status/time';
import { timeOf } from '../time/stopwatch.ts';
import type { FollowedState } from './followed-state.ts';

/** The time of a store, as this process knows it. It goes on between two replies. */
export class StoreTime {
  readonly #clock: Clock;
  #base: number;
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#base = clock.now();
    this.#since = timeOf(clock);
  }

  /** The store replied with this time. */
  set(now: number): void {
    this.#base = now;
    this.#since = timeOf(this.#clock);
  }

  now(): number {
    return this.#base + timeOf(this.#clock) - this.#since;
  }

  /** How far the store is ahead of the clock of this process. */
  get ahead(): number {
    return Math.round(this.now() - this.#clock.now());
  }
}

/** The same state with its times moved, from the clock of one machine to that of another. */
export function moved(state: FollowedState, by: number): FollowedState {
  const { forecast, askedToWaitUntil, nextCheckAt } = state;
  return {
    ...state,
    startedAt: state.startedAt + by,
    failingSince: state.failingSince + by,
    inARowSince: state.inARowSince + by,
    forecast: forecast && { ...forecast, receivedAt: forecast.receivedAt + by },
    askedToWaitUntil: askedToWaitUntil && askedToWaitUntil + by,
    nextCheckAt: nextCheckAt && nextCheckAt + by,
  };
}
