import { createRandom } from '@batch-status/time';

/** Random choices that are the same in each run, so that a survivor always gets the same sketch. */
export class Chance {
  /** Returns a number of at least 0 and below 1. */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = createRandom(seed);
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  is(probability: number): boolean {
    return this.next() < probability;
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}
