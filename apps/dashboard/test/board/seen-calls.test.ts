import type { RecentCall } from '@batch-status/spec';
import { expect, test } from 'vitest';
import { CallCounter } from '../../src/board/seen-calls.ts';

const failed = (jobId: string, error?: string | null, failedAt = 1): RecentCall => ({
  ...{ jobId, status: 'failed', failedAt },
  ...(error !== undefined && { error }),
});
const completed = (jobId: string): RecentCall => ({ jobId, status: 'completed', completedAt: 1 });

test('a call in several responses counts once, and a call that is dialed again counts again', () => {
  const counter = new CallCounter();
  counter.see([completed('a'), failed('b', 'busy')]);
  counter.see([completed('a'), failed('b', 'busy'), { jobId: 'c', status: 'ringing' }]);
  counter.see([failed('b', 'busy', 2)]);
  expect(counter.seen).toEqual({ calls: 3, failed: 2, reasons: [{ reason: 'busy', calls: 2 }] });
});

test('reasons are grouped, the most frequent first, and a call without a reason has one of its own', () => {
  const counter = new CallCounter();
  counter.see([failed('a', 'busy'), failed('b', ' no answer '), failed('c', 'no answer')]);
  counter.see([failed('d'), failed('e', null), failed('f', ''), failed('g', 'no answer')]);
  expect(counter.seen.reasons).toEqual([
    { reason: 'no answer', calls: 3 },
    { reason: 'no reason given', calls: 3 },
    { reason: 'busy', calls: 1 },
  ]);
});

test('reasons that all differ, and calls without end, take a bounded amount of memory', () => {
  const counter = new CallCounter();
  for (let at = 0; at < 10_000; at += 1) counter.see([failed(`job ${at}`, `error ${at}`)]);
  const { seen } = counter;
  expect(seen).toMatchObject({ calls: 10_000, failed: 10_000 });
  expect(seen.reasons).toHaveLength(50);
  expect(seen.reasons[0]).toEqual({ reason: 'other reasons', calls: 9951 });
  expect(counter.save().last).toHaveLength(200);
});

test('after a restart, it goes on where it was', () => {
  const before = new CallCounter();
  before.see([failed('a', 'busy'), completed('b')]);
  const after = new CallCounter(before.save());
  after.see([failed('a', 'busy'), completed('b'), completed('c')]);
  expect(after.seen).toEqual({ calls: 3, failed: 1, reasons: [{ reason: 'busy', calls: 1 }] });
});
