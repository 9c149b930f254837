import { batchOf } from '@batch-status/loopback/batches';
import { expect, test } from 'vitest';
import { drainAfter, noDrain, type Drain } from '../../src/forecast/drain.ts';

interface Counts {
  waiting: number;
  active: number;
  completed: number;
}

/** The drain after seven milliseconds, in which these counts changed. */
function drain(before: Drain, counts: Counts, later: Partial<Counts>): Drain {
  const observe = (members: Counts) => ({
    batch: batchOf({ ...members, failed: 0, total: 1_000 }),
    receivedAt: 0,
  });
  return drainAfter({ ...observe(counts), ...before }, observe({ ...counts, ...later }), 7);
}

/** The time after the drain below turned out to be false counts too. */
const falseDrain: Drain = { ...noDrain, falseDrains: 1_000 };

/** The previous halving ended with 40 active calls, and took 50 milliseconds. */
const draining: Drain = {
  ...{ drainTime: 100, drained: 60, half: 40, halvingFor: 30, halving: 50 },
  falseDrains: 900,
};
const counts: Counts = { waiting: 0, active: 30, completed: 70 };

test('while calls wait, the batch does not drain', () => {
  expect(drain(noDrain, { ...counts, waiting: 9 }, { waiting: 8, completed: 71 })).toEqual(noDrain);
  expect(drain(draining, counts, { waiting: 1, active: 29 })).toEqual(falseDrain);
});

const begun: Drain = { ...noDrain, drainTime: 7 };

test('a drain begins when the last call is dialed', () => {
  const dialed = drain(noDrain, { ...counts, waiting: 9 }, { waiting: 0, active: 29 });
  expect(dialed).toEqual({ ...begun, half: 29 });
  const ended = { waiting: 0, active: 29, completed: 75 };
  expect(drain(noDrain, { ...counts, waiting: 9 }, ended)).toEqual({ ...begun, half: 29 });
});

test('a drain begins again if calls are dialed, seen as active or as no longer failed', () => {
  const again: Drain = { ...falseDrain, drainTime: 7 };
  expect(drain(draining, counts, { active: 31 })).toEqual({ ...again, half: 31 });
  expect(drain(draining, counts, { completed: 69 })).toEqual({ ...again, half: 30 });
});

test('the times and the calls that ended add up', () => {
  expect(drain(draining, counts, {})).toEqual({ ...draining, drainTime: 107, halvingFor: 37 });
  expect(drain(draining, counts, { active: 22, completed: 78 })).toEqual({
    ...draining,
    drainTime: 107,
    drained: 68,
    halvingFor: 37,
  });
});

test('a halving lasts from the first call that is seen to end', () => {
  const before: Drain = { ...noDrain, drainTime: 100, half: 40 };
  const first = drain(before, { ...counts, active: 40 }, { active: 38, completed: 72 });
  expect(first).toEqual({ ...before, drainTime: 107, drained: 2 });
  expect(drain(first, { ...counts, active: 38 }, {}).halvingFor).toBe(7);
});

test('a halving ends with half of its calls', () => {
  expect(drain(draining, counts, { active: 21, completed: 79 })).toMatchObject({ half: 40 });
  expect(drain(draining, counts, { active: 20, completed: 80 })).toEqual({
    drainTime: 107,
    drained: 70,
    half: 20,
    halvingFor: 0,
    halving: 37,
    falseDrains: 900,
  });
});

test('if a watch begins while no call waits, the first halving begins with it', () => {
  expect(drain(noDrain, counts, {})).toEqual({ ...begun, half: 30 });
});
