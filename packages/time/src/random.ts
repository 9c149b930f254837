/**
 * Returns a random number generator: mulberry32 by Tommy Ettinger. Its numbers are at least 0 and
 * below 1. The same seed gives the same sequence in every runtime.
 *
 * @param seed An integer. Seeds that differ by a multiple of 2³² give the same sequence.
 * @throws RangeError if the seed is not an integer.
 *
 * @example
 * ```ts
 * import { createRandom } from '@batch-status/simulation';
 *
 * const [random, again] = [createRandom(1), createRandom(1)];
 * console.log(random() === again()); // true
 * ```
 */
export function createRandom(seed: number): () => number {
  if (!Number.isInteger(seed)) throw new RangeError(`The seed must be an integer; got ${seed}.`);
  let state = seed | 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
