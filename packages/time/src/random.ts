/**
 * A source of numbers from 0 up to 1 that gives the same row for the same seed, everywhere:
 * mulberry32 by Tommy Ettinger.
 *
 * @param seed An integer. Seeds that differ by a multiple of 2³² give the same row.
 */
export function createRandom(seed: number): () => number {
  if (!Number.isInteger(seed)) throw new RangeError(`The seed is ${seed}; give an integer.`);
  let state = seed | 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
