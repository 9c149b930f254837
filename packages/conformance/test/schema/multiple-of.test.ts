import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isMultipleOf } from '../../src/schema/keywords/multiple-of.ts';
import { contractWith, messagesOf } from '../one-operation.ts';

test.each([
  [19.99, 0.01],
  [1.1, 0.1],
  [123_456_789.01, 0.01],
  [0.0075, 0.0001],
  [1e300, 0.5],
  [-0.3, 0.1],
  [0, 0.1],
  [1.5e-7, 1e-8],
  [9_007_199_254_740_992, 2],
])('%d is a multiple of %d', (value, multipleOf) => {
  expect(messagesOf(contractWith({ multipleOf }), value)).toEqual([]);
});

test.each([
  [19.995, 0.01],
  [0.075_01, 0.01],
  [123_456_789.011, 0.01],
  [1e-9, 1e-8],
  [1e308, 0.123_456_789],
  [7, 2],
])('%d is not a multiple of %d', (value, multipleOf) => {
  const message = `that is not a multiple of ${multipleOf}.`;
  expect(messagesOf(contractWith({ multipleOf }), value)).toEqual([
    expect.stringContaining(message),
  ]);
});

test('a decimal is a multiple of a decimal if their integers are, in the last place of both', () => {
  const places = fc.integer({ min: 0, max: 6 });
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 10_000 }), places, (a, b, digits) => {
      const [value, divisor] = [Number(`${a}e-${digits}`), Number(`${b}e-${digits}`)];
      expect(isMultipleOf(value, divisor)).toBe(a % b === 0);
    }),
  );
});
