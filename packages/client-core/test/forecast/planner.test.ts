import { batchOf } from '@batch-status/loopback/batches';
import type { BatchStatus } from '@batch-status/spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { learn, type Knowledge } from '../../src/forecast/learn.ts';
import type { Phase } from '../../src/forecast/phase.ts';
import { planNextCheck, type Forecast, type Outlook } from '../../src/forecast/planner.ts';

const outlook: Outlook = {
  maxStaleness: Infinity,
  retryAfter: undefined,
  failures: 0,
  forecast: undefined,
  random: 0,
};

const minute = 60_000;
const hour = 60 * minute;

const forecast = (known: Partial<Forecast>, waiting = 0, active = 0): Forecast => ({
  batch: { waiting, active } as BatchStatus,
  receivedAt: 0,
  phase: 'draining',
  progress: { fraction: 0, done: 0, unaccounted: 0 },
  soonest: 0,
  age: hour,
  unchangedFor: 0,
  quietFor: 0,
  falseDrains: 0,
  resumedFor: known.age ?? hour,
  ...known,
});

test('the pause doubles with each failure, up to a minute, with half of it random', () => {
  const delays = (random: number): number[] =>
    [1, 2, 3, 7, 40].map((failures) => planNextCheck({ ...outlook, failures, random }));
  expect(delays(0)).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
  expect(delays(1)).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
});

const allowed = hour / 101;

test.each<[string, Forecast, number]>([
  ['1 % of its age if the end is possible', forecast({}), allowed],
  [
    'two thirds of the time to the soonest end in addition',
    forecast({ soonest: 30 * minute }),
    allowed + 20 * minute,
  ],
  ['no longer than it has observed', forecast({ soonest: 9 * hour, age: 9 * minute }), 9 * minute],
  [
    'no longer than calls have been dialed again',
    forecast({ soonest: 9 * hour, resumedFor: 9 * minute }),
    9 * minute,
  ],
  ['no less than 1 % of its age then', forecast({ soonest: 9 * hour, resumedFor: 0 }), allowed],
  ['at most 22 minutes', forecast({ soonest: 90 * hour, age: 2 * hour }, 9, 9), 22 * minute],
  [
    'or a twentieth of its age',
    forecast({ soonest: 900 * hour, age: 90 * hour }, 9, 9),
    4.5 * hour,
  ],
  [
    'or a tenth while no call is active',
    forecast({ soonest: 900 * hour, age: 90 * hour }, 9),
    9 * hour,
  ],
  ['at least as long as a call takes', forecast({ age: 0 }, 1), 5_000],
  ['not for a call if none waits', forecast({ age: 0 }, 0), 1_900],
  ['a quarter of its age while queued', forecast({ phase: 'queued', age: 4 * minute }), minute],
  ['then a fifteenth', forecast({ phase: 'queued' }), 4 * minute],
  ['longer if nothing changes', forecast({ unchangedFor: 21 * minute }), 36_750],
  ['then much longer', forecast({ unchangedFor: 24 * minute }), allowed * (0.4 / 0.35) ** 8],
  [
    'longer after false drains',
    forecast({ falseDrains: 24 * minute }),
    allowed * (0.4 / 0.35) ** 8,
  ],
  ['a little longer if it is young', forecast({ age: hour / 6, unchangedFor: hour / 12 }), 12_500],
  ['or hardly older', forecast({ age: hour / 5, unchangedFor: hour / 10 }), 20_000],
  ['not if calls wait', forecast({ falseDrains: 24 * minute }, 9), allowed],
  ['at most two minutes then', forecast({ unchangedFor: hour }), 123_000],
  ['also if all calls are over', forecast({ unchangedFor: hour, phase: 'finishing' }), 123_000],
  ['or 1 % of its age', forecast({ unchangedFor: 9 * hour, age: 10.1 * hour }), 6 * minute],
])('after a response, it waits %s', (_how, known, delay) => {
  expect(planNextCheck({ ...outlook, forecast: known })).toBeCloseTo(delay);
});

test('chance makes it wait up to a twentieth less', () => {
  const delay = (random: number): number =>
    planNextCheck({ ...outlook, forecast: forecast({}), random });
  expect(delay(0)).toBeCloseTo(allowed);
  expect(delay(0.5)).toBeCloseTo(0.975 * allowed);
});

test('it waits for Retry-After, but no longer than maxStaleness', () => {
  const withRetryAfter = { ...outlook, retryAfter: 70_000, forecast: forecast({}) };
  expect(planNextCheck(withRetryAfter)).toBe(70_000);
  expect(planNextCheck({ ...withRetryAfter, maxStaleness: 15_000 })).toBe(15_000);
});

test('watches that were refused together, or began together, do not send requests together', () => {
  const delay = (random: number, members: Partial<Outlook>): number =>
    planNextCheck({ ...outlook, ...members, random });
  for (const members of [
    { failures: 1, retryAfter: 60_000 },
    { failures: 1, retryAfter: 1_000 },
    { failures: 0, retryAfter: 60_000 },
    { failures: 0, forecast: forecast({ age: hour }) },
    { failures: 0, forecast: forecast({ age: hour }), maxStaleness: 15_000 },
  ]) {
    const delays = [0, 0.5, 0.999].map((random) => delay(random, members));
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThanOrEqual(480);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(members.retryAfter ?? 0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(members.maxStaleness ?? Infinity);
  }
});

test('freshness shortens the pause after a response, but not after a refusal', () => {
  const asked = { ...outlook, maxStaleness: 15_000, retryAfter: 70_000 };
  expect(planNextCheck({ ...asked, forecast: forecast({}) })).toBe(15_000);
  expect(planNextCheck({ ...asked, failures: 1 })).toBe(70_000);
});

test('the next check is not later than a stall would be', () => {
  const quiet = forecast({ soonest: 9 * hour, age: 9 * hour, quietFor: 10 * minute });
  const active = { ...quiet, batch: { waiting: 1, active: 1 } as BatchStatus };
  const stallAfter = 15 * minute;
  expect(planNextCheck({ ...outlook, forecast: active, stallAfter })).toBe(5 * minute);
  expect(planNextCheck({ ...outlook, forecast: quiet, stallAfter })).toBe(0.9 * hour);
});

test('without a forecast of the end, it waits no longer than exponential backoff up to two minutes', () => {
  const time = fc.nat({ max: 2 * hour });
  fc.assert(
    fc.property(time, time, (age, unchangedFor) => {
      const delay = planNextCheck({ ...outlook, forecast: forecast({ age, unchangedFor }) });
      expect(delay).toBeLessThanOrEqual(Math.max(1_900, age / 101, Math.min(age, 123_000)));
    }),
  );
});

test('for any input, it waits for a while, and no longer than maxStaleness', () => {
  const time = fc.nat({ max: 1e9 });
  const phases = fc.constantFrom<Phase>('queued', 'scheduled', 'draining', 'stalled', 'finishing');
  const anything = fc.record({
    maxStaleness: fc.constantFrom(1_000, 15_000, Infinity),
    retryAfter: fc.option(fc.nat({ max: hour }), { nil: undefined }),
    forecast: fc.option(
      fc
        .record({ soonest: time, age: time, unchangedFor: time, phase: phases })
        .map((known) => forecast(known)),
      { nil: undefined },
    ),
  });
  fc.assert(
    fc.property(anything, (known) => {
      const delay = planNextCheck({ ...outlook, ...known });
      expect(delay).toBeGreaterThanOrEqual(950);
      const longest = Math.max(hour, (known.forecast?.age ?? 0) / 10);
      expect(delay).toBeLessThanOrEqual(Math.min(known.maxStaleness, longest));
    }),
  );
});

test('the rate is that of the latest checks, not of the whole watch', () => {
  const counts = { waiting: 100_000, active: 50, failed: 0, total: 200_000 };
  let known: Knowledge | undefined;
  // A hundred checks at ten calls a second, then three hundred at one.
  for (let check = 0; check < 400; check++) {
    const completed = check < 100 ? check * 100 : 10_000 + (check - 100) * 10;
    known = learn(known, { batch: batchOf({ ...counts, completed }), receivedAt: check * 10_000 });
  }
  expect(known?.progress.throughput).toBeCloseTo(1);
});

test('a stalled batch has no time left until a call ends', () => {
  const batch = batchOf({ waiting: 50, completed: 20, failed: 0, total: 75 });
  let known: Knowledge | undefined;
  const learnAt = (receivedAt: number, members: Partial<BatchStatus> = {}): Forecast =>
    (known = learn(known, { batch: { ...batch, ...members }, receivedAt }));
  learnAt(0, { completed: 0, waiting: 70 });
  expect(learnAt(60_000)).toMatchObject({ phase: 'running', progress: { timeLeft: {} } });
  const stalled = learnAt(3_600_000);
  expect(stalled.phase).toBe('stalled');
  expect(stalled.progress).not.toHaveProperty('timeLeft');
  const again = learnAt(3_660_000, { completed: 21, waiting: 49 });
  expect(again).toMatchObject({ phase: 'running', progress: { timeLeft: {} } });
});

test('a batch stalls ten minutes after its last change', () => {
  const batch = batchOf({ waiting: 50, completed: 20, failed: 0, total: 75 });
  const first = learn(undefined, { batch: { ...batch, completed: 0, waiting: 70 }, receivedAt: 0 });
  const changed = learn(first, { batch, receivedAt: 60_000 });
  const before = learn(changed, { batch, receivedAt: 659_999 });
  expect(before.progress).toHaveProperty('timeLeft');
  const stalled = learn(before, { batch, receivedAt: 660_000 });
  expect(stalled.phase).toBe('stalled');
  expect(stalled.progress).not.toHaveProperty('timeLeft');
});

test('the age of a batch comes from the observations or from the times of the server', () => {
  const batch = { waiting: 1, active: 1, completed: 3, failed: 0, total: 5 } as BatchStatus;
  const withTimes = { ...batch, startTime: 5_000_000, lastCompletedTime: 5_600_000 };
  expect(learn(undefined, { batch: withTimes, receivedAt: 0 }).age).toBe(600_000);
  expect(learn(undefined, { batch, receivedAt: 9_000_000 }).age).toBe(0);
});
