import type { BatchStatus } from '@batch-status/spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { History } from '../src/history.ts';
import { planNextCheck, type Outlook } from '../src/planner.ts';

const outlook: Outlook = {
  mode: 'freshness',
  maxStaleness: 15_000,
  retryAfter: undefined,
  failures: 0,
  watchedFor: 0,
  unchangedFor: 0,
  learnt: undefined,
  random: 0.5,
};

test('failures are waited out twice as long each time, up to a minute, half of it by chance', () => {
  const delays = (random: number): number[] =>
    [1, 2, 3, 7, 40].map((failures) => planNextCheck({ ...outlook, failures, random }));
  expect(delays(0)).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
  expect(delays(1)).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
});

test('whatever is known, it asks after a while and not at once, and never later than promised', () => {
  const anything = fc.record({
    maxStaleness: fc.integer({ min: 1_000, max: 3_600_000 }),
    retryAfter: fc.option(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { nil: undefined }),
    watchedFor: fc.integer({ min: 0, max: 1e9 }),
  });
  fc.assert(
    fc.property(anything, (known) => {
      const fresh = planNextCheck({ ...outlook, ...known });
      expect(fresh).toBeGreaterThanOrEqual(1_000);
      expect(fresh).toBeLessThanOrEqual(known.maxStaleness);
      const end = planNextCheck({ ...outlook, ...known, mode: 'completion' });
      expect(end).toBeGreaterThanOrEqual(Math.max(1_000, known.retryAfter ?? 0));
      const afterFailure = planNextCheck({ ...outlook, ...known, failures: 1 });
      expect(afterFailure).toBeGreaterThanOrEqual(500);
    }),
  );
});

test('a rate is that of the last checks, not of the whole watch', () => {
  const history = new History();
  const batch: BatchStatus = {
    status: 'processing',
    isComplete: false,
    waiting: 100_000,
    active: 50,
    completed: 0,
    failed: 0,
    total: 200_000,
  };
  // A hundred checks at ten calls a second, then a hundred at one.
  for (let check = 0; check < 200; check++) {
    const completed = check < 100 ? check * 100 : 10_000 + (check - 100) * 10;
    history.add({ batch: { ...batch, completed }, receivedAt: check * 10_000 });
  }
  expect(history.learnt?.progress.throughput).toBeCloseTo(1);
});

test('a batch that has stalled foretells nothing, until a call ends', () => {
  const history = new History();
  const batch: BatchStatus = {
    status: 'processing',
    isComplete: false,
    waiting: 50,
    active: 5,
    completed: 20,
    failed: 0,
    total: 75,
  };
  history.add({ batch: { ...batch, completed: 0, waiting: 70 }, receivedAt: 0 });
  history.add({ batch, receivedAt: 60_000 });
  expect(history.learnt).toMatchObject({ phase: 'running', progress: { timeLeft: {} } });
  history.add({ batch, receivedAt: 3_600_000 });
  expect(history.learnt?.phase).toBe('stalled');
  expect(history.learnt?.progress).not.toHaveProperty('timeLeft');
  history.add({ batch: { ...batch, completed: 21, waiting: 49 }, receivedAt: 3_660_000 });
  expect(history.learnt).toMatchObject({ phase: 'running', progress: { timeLeft: {} } });
});
