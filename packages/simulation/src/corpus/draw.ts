import { createRandom } from '@batch-status/time';

/** Draws from distributions. The seed decides the sequence. */
export class Draw {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = createRandom(seed);
  }

  /** A number from `low` up to `high`, evenly distributed. */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.#random();
  }

  /** A number from `low` up to `high`, with every order of magnitude equally likely. */
  magnitude(low: number, high: number): number {
    return low * (high / low) ** this.#random();
  }

  /** An integer from `low` to `high`, all equally likely. */
  integer(low: number, high: number): number {
    return Math.floor(this.uniform(low, high + 1));
  }

  oneOf<T>(values: readonly [T, ...T[]]): T {
    return values[this.integer(0, values.length - 1)]!;
  }
}
