import { createRandom } from '@batch-status/time';

/** Draws from distributions, in a row that the seed decides. */
export class Draw {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = createRandom(seed);
  }

  /** From `low` up to `high`, evenly. */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.#random();
  }

  /** From `low` up to `high`, each order of magnitude as likely as the next. */
  magnitude(low: number, high: number): number {
    return low * (high / low) ** this.#random();
  }

  /** An integer from `low` to `high`, each as likely as the others. */
  integer(low: number, high: number): number {
    return Math.floor(this.uniform(low, high + 1));
  }

  oneOf<T>(values: readonly [T, ...T[]]): T {
    return values[this.integer(0, values.length - 1)]!;
  }
}
