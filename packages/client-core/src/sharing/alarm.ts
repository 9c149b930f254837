import type { Clock } from '@batch-status/time';
import { timeOf } from '../time/stopwatch.ts';

/** One sleep at a time, which can be moved and ended. */
export class Alarm {
  readonly #clock: Clock;
  #sleep: AbortController | undefined;
  #wakeAt = 0;
  #isAwake = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sleeps for so many milliseconds, or not at all if `wake` was called since the last sleep. */
  async sleep(ms: number): Promise<void> {
    // By the clock of this process: that of the store may be set back.
    this.#wakeAt = this.#now() + ms;
    for (let left; !this.#isAwake && (left = this.#wakeAt - this.#now()) > 0;) {
      this.#sleep = new AbortController();
      // It rejects when it is moved or ended.
      await this.#clock.sleep(left, this.#sleep.signal).catch(() => {});
    }
    this.#sleep = undefined;
    this.#isAwake = false;
  }

  /** Ends the current sleep, or the next one if there is none. */
  wake(): void {
    this.#isAwake = true;
    this.#sleep?.abort('woken');
  }

  /** Lets the current sleep end in so many milliseconds instead. */
  move(ms: number): void {
    this.#wakeAt = this.#now() + ms;
    this.#sleep?.abort('moved');
  }

  #now(): number {
    return timeOf(this.#clock);
  }
}
