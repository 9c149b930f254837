import type { Clock } from '@batch-status/time';
import { passed } from './passed.ts';

/**
 * The time at the server. The clock of this device may be wrong by a day, so it only measures how long
 * ago the server said what time it is.
 */
export class ServerTime {
  readonly #clock: Clock;
  #server: number | undefined;
  #passed: () => number = () => 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The server said what time it is, so many milliseconds ago. */
  set(now: number, age: number): void {
    const since = passed(this.#clock);
    this.#server = now;
    this.#passed = () => since() + age;
  }

  /** The time at the server; before it said anything, that of this device. */
  now(): number {
    return this.#server === undefined ? this.#clock.now() : this.#server + this.#passed();
  }

  /** How long ago the server said what time it is. */
  sinceContact(): number {
    return this.#passed();
  }
}
