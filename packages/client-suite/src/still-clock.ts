import { systemClock, type Clock } from '@batch-status/client-core';
import { startOfTests } from './start-of-tests.ts';

/**
 * A clock whose time advances only by pauses, which take no real time, so the speed of the machine
 * does not matter. A test decides when the deadline of a call passes.
 */
export class StillClock implements Clock {
  /** The pauses between requests, in milliseconds. */
  readonly pauses: number[] = [];
  readonly #deadline: number;
  #now = startOfTests;
  #expire = (): void => undefined;

  /** @param deadline The client's deadline in milliseconds. It distinguishes that sleep from a pause. */
  constructor(deadline = 30_000) {
    this.#deadline = deadline;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return systemClock.random();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms !== this.#deadline) {
      this.pauses.push(ms);
      this.#now += ms;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.#expire = resolve;
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  }

  /** Makes the deadline of the call in progress pass. */
  expire(): void {
    this.#now += this.#deadline;
    this.#expire();
  }
}
