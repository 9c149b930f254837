import { systemClock, type Clock } from '@batch-status/client-core';
import { startOfTests } from './start-of-tests.ts';

/**
 * A clock whose time passes in pauses alone, and at once, so that a slow machine changes nothing;
 * the deadline of a call passes when a test says so.
 */
export class StillClock implements Clock {
  /** The pauses between requests, in milliseconds. */
  readonly pauses: number[] = [];
  readonly #deadline: number;
  #now = startOfTests;
  #expire = (): void => undefined;

  /** @param deadline Of the client, in milliseconds, by which its sleep is known from a pause. */
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

  /** Lets the deadline of the call under way pass. */
  expire(): void {
    this.#now += this.#deadline;
    this.#expire();
  }
}
