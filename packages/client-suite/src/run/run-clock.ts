import type { Clock } from '@batch-status/client-core';
import { startOfTests } from '../start-of-tests.ts';

/** A clock for one case. A pause takes no real time, so the speed of the machine does not matter. */
export class RunClock implements Clock {
  readonly #random: number;
  readonly #timers = new Map<object, { at: number; callback: () => void }>();
  #now = startOfTests;
  /** Called when a pause begins. If it returns true, the pause ends only by its signal. */
  onPause: (() => boolean) | undefined;

  constructor(random: number) {
    this.#random = random;
  }

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#now - startOfTests;
  }

  random(): number {
    return this.#random;
  }

  after(ms: number, callback: () => void): () => void {
    const key = {};
    this.#timers.set(key, { at: this.#now + ms, callback });
    return () => void this.#timers.delete(key);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const isEndless = this.onPause?.() ?? false;
    if (isEndless && signal) {
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    } else {
      this.#pass(ms);
    }
    signal?.throwIfAborted();
  }

  /** Makes the deadline of the call in progress pass. */
  expire(): void {
    const times = [...this.#timers.values()].map(({ at }) => at);
    if (times.length > 0) this.#pass(Math.max(...times) - this.#now);
  }

  #pass(ms: number): void {
    this.#now += ms;
    for (const [key, { at, callback }] of this.#timers) {
      if (at > this.#now) continue;
      this.#timers.delete(key);
      callback();
    }
  }
}
