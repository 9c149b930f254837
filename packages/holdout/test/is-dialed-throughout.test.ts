import { expect, test } from 'vitest';
import { isDialedThroughout } from '../src/run/is-dialed-throughout.ts';

test.each([
  [[10, 80], true],
  [[10, 70], false],
  [[80, 90], false],
])('with dials from and to %j of 100, it is %j', (dialed, expected) => {
  expect(isDialedThroughout({ dialed }, 100)).toBe(expected);
});
