import { expect, test } from 'vitest';
import { openingHours, withinHours } from '../src/kinds/opening-hours.ts';
import { hour } from '../src/units.ts';

test('lines open on working days, with a lunch break', () => {
  const lunch = { at: 12, lines: 1, until: 13 };
  const steps = openingHours(
    { weekday: 4, hour: 10 },
    { open: 9, close: 17, lines: 5, lunch, weekends: false },
  );
  const firstFive = Array.from({ length: 5 }, () => steps.next().value);
  expect(firstFive.map((step) => [step.at / hour, step.lines])).toEqual([
    [-1, 5],
    [2, 1],
    [3, 5],
    [7, 0],
    [71, 5],
  ]);
});

test.each([
  [0, 8, 1],
  [3, 8, 3],
  [12, 8, 25],
  [0, -3, 12],
  [0, -5, 0],
])('%d h after %d:00, calls may be made %d h after it', (time, createdAt, allowed) => {
  expect(withinHours(time * hour, createdAt, { open: 9, close: 20 }) / hour).toBe(allowed);
});
