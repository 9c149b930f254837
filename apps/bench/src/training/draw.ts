import { createRandom } from '@batch-status/simulation';

/** Draws from distributions. The seed decides the sequence. */
export class Draw {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = createRandom(seed);
  }

  uniform(low: number, high: number): number {
    return low + (high - low) * this.random();
  }

  /** Every order of magnitude is equally likely. */
  magnitude(low: number, high: number): number {
    return low * (high / low) ** this.random();
  }

  integer(low: number, high: number): number {
    return Math.floor(this.uniform(low, high + 1));
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  /** A length of a call whose logarithm has a standard deviation. */
  length(mean: number, spread: number): number {
    const normal =
      Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(2 * Math.PI * this.random());
    return mean * Math.exp(spread * normal - spread ** 2 / 2);
  }
}
