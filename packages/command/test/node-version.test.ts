import { expect, test } from 'vitest';
import { isTooOld } from '../src/node-version.ts';

test.each([
  ['20.20.2', '22.19', true],
  ['22.9.0', '22.19', true],
  ['22.18.99', '22.19', true],
  ['22.19.0', '22.19', false],
  ['24.0.0', '22.19', false],
  ['100.1.0', '22.19', false],
])('Node %s is compared with %s by numbers, not by characters', (version, needed, tooOld) => {
  expect(isTooOld(version, needed)).toBe(tooOld);
});
