import { expect, test } from 'vitest';
import { createDice } from '../src/dice.ts';
import { hour, second } from '../src/units.ts';
import { watchedAfter } from '../src/watched-after.ts';

const draw = (duration: number): number[] =>
  Array.from({ length: 200 }, (_, index) => watchedAfter(createDice(`${index}`), duration));

test('most batches are watched from their start, and some from later', () => {
  const isSoon = (after: number): boolean => after <= 10 * second;
  expect(draw(hour).filter(isSoon).length).toBeGreaterThan(120);
  expect(draw(hour).filter((after) => !isSoon(after)).length).toBeGreaterThan(30);
});

test('even the shortest batch is watched before it completes', () => {
  expect(Math.max(...draw(2 * second))).toBeLessThan(2 * second);
});
