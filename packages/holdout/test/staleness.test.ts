import { expect, test } from 'vitest';
import { createStaleness } from '../src/response/staleness.ts';
import type { Plan } from '../src/run/plan.ts';

const plan: Plan = {
  uploads: [],
  lines: [],
  attempt: () => ({ length: 1, completed: true }),
};

test('counts are current by default', () => {
  const { shownAt, showsFrom } = createStaleness(plan, 0);
  expect([shownAt(7), showsFrom(7)]).toEqual([7, 7]);
});

test('counts that are refreshed regularly are those of the last time', () => {
  const { shownAt, showsFrom } = createStaleness({ ...plan, refresh: 60 }, 10);
  expect([0, 9, 10, 69, 70].map(shownAt)).toEqual([0, 0, 10, 10, 70]);
  expect([1, 10, 11, 70].map(showsFrom)).toEqual([10, 10, 70, 70]);
});

test('counts that freeze stay as they are until they thaw', () => {
  const { shownAt, showsFrom } = createStaleness({ ...plan, freeze: { from: 5, until: 9 } }, 0);
  expect([4, 5, 6, 8, 9].map(shownAt)).toEqual([4, 5, 5, 5, 9]);
  expect([5, 6, 8, 9].map(showsFrom)).toEqual([5, 9, 9, 9]);
});
