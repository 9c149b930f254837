import { expect, test } from 'vitest';
import { createRandom } from '../src/index.ts';

test('a seed always gives the same numbers, and another seed gives others', () => {
  const random = createRandom(1);
  // The first outputs of mulberry32 for the seed 1, as its reference implementation gives them.
  const first = [2693262067, 11749833, 2265367787].map((output) => output / 2 ** 32);
  expect([random(), random(), random()]).toEqual(first);
  expect(createRandom(2)()).not.toBe(first[0]);
  expect(createRandom(1 + 2 ** 32)()).toBe(first[0]);
});

test.each([NaN, 0.5, Infinity])('a seed of %s is refused', (seed) => {
  expect(() => createRandom(seed)).toThrow(`The seed must be an integer; got ${seed}.`);
});
