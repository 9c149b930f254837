import { expect, test } from 'vitest';
import { createDice, type Dice } from '../src/dice.ts';

/** The median, the lowest, and the highest of many values. */
function summarize(draw: (dice: Dice) => number): [median: number, low: number, high: number] {
  const dice = createDice('summary');
  const values = Array.from({ length: 20_001 }, () => draw(dice));
  values.sort((one, other) => one - other);
  return [values[10_000] ?? NaN, values[0] ?? NaN, values.at(-1) ?? NaN];
}

test('the same name gives the same values, and another name gives others', () => {
  const value = (name: string): number => createDice(name).between(0, 1);
  expect(value('a')).toBe(value('a'));
  expect(value('a')).not.toBe(value('b'));
});

test('a spread from 1 to 100 is below 10 as often as above', () => {
  const [median, low, high] = summarize((dice) => dice.spread(1, 100));
  expect(median).toBeCloseTo(10, 0);
  expect([low, high].map(Math.round)).toEqual([1, 100]);
});

test('counts include both limits', () => {
  expect(summarize((dice) => dice.count(1, 3)).slice(1)).toEqual([1, 3]);
});

test('lengths have the median, the mean, or the least value that was asked for', () => {
  expect(summarize((dice) => dice.lognormal(20, 0.5))[0]).toBeCloseTo(20, 0);
  expect(summarize((dice) => dice.exponential(20))[0]).toBeCloseTo(20 * Math.LN2, 0);
  expect(summarize((dice) => dice.pareto(20, 1.5))[1]).toBeCloseTo(20, 0);
  expect(summarize((dice) => dice.pareto(20, 1.5))[0]).toBeCloseTo(20 * 2 ** (1 / 1.5), 0);
});
