import { createRandom } from '@batch-status/time';

/** Random values of the distributions that calls and campaigns have. */
export interface Dice {
  /** Whether something with this probability happens. */
  chance(probability: number): boolean;
  /** A number from `low` to `high`. */
  between(low: number, high: number): number;
  /** A number from `low` to `high` whose logarithm is uniform: each order of magnitude is as likely. */
  spread(low: number, high: number): number;
  /** The same as an integer. */
  count(low: number, high: number): number;
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
  exponential(mean: number): number;
  lognormal(median: number, sigma: number): number;
  /** A number of at least `least`. The lower `alpha`, the heavier the tail. */
  pareto(least: number, alpha: number): number;
}

/** The same name gives the same values. */
export function createDice(name: string): Dice {
  const random = createRandom(hash(name));
  const between = (low: number, high: number): number => low + (high - low) * random();
  const spread = (low: number, high: number): number =>
    Math.exp(between(Math.log(low), Math.log(high)));
  const aboveZero = (): number => 1 - random();
  return {
    chance: (probability) => random() < probability,
    between,
    spread,
    count: (low, high) => Math.min(high, Math.floor(spread(low, high + 1))),
    pick: (values) => values[Math.floor(random() * values.length)] ?? values[0],
    exponential: (mean) => -mean * Math.log(aboveZero()),
    lognormal: (median, sigma) =>
      median *
      Math.exp(sigma * Math.sqrt(-2 * Math.log(aboveZero())) * Math.cos(2 * Math.PI * random())),
    pareto: (least, alpha) => least / aboveZero() ** (1 / alpha),
  };
}

/** FNV-1a */
function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  return value;
}
