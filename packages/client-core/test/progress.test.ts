import type { BatchStatus } from '@batch-status/spec';
import { expect, test } from 'vitest';
import { phaseOf } from '../src/phase.ts';
import { progressOf } from '../src/progress.ts';

const batch = (members: Partial<BatchStatus> = {}): BatchStatus => ({
  status: 'processing',
  isComplete: false,
  waiting: 45,
  active: 5,
  completed: 95,
  failed: 5,
  total: 150,
  startTime: 1_703_097_600_000,
  lastCompletedTime: 1_703_101_200_000,
  completedTime: null,
  averageCallDuration: 45.2,
  ...members,
});

const seen = (members?: Partial<BatchStatus>, receivedAt = 0) => ({
  batch: batch(members),
  receivedAt,
});

test("the reference page's own example gets a range as wide as its two figures differ", () => {
  const { timeLeft, fraction, done, unaccounted } = progressOf([seen()]);
  expect({ fraction, done, unaccounted }).toEqual({
    fraction: 100 / 150,
    done: 100,
    unaccounted: 0,
  });
  // Observed throughput says 30 minutes, the average call says 7.5.
  expect(timeLeft!.low).toBeLessThanOrEqual(7.6 * 60_000);
  expect(timeLeft!.high).toBeGreaterThanOrEqual(30 * 60_000);
  expect(timeLeft!.confidence).toBe('low');
});

test('there is no time left to tell before enough calls have ended', () => {
  const few = { completed: 2, failed: 0, waiting: 143 };
  expect(progressOf([seen(few)])).not.toHaveProperty('timeLeft');
  expect(progressOf([seen(few)])).not.toHaveProperty('throughput');
});

test('rates come from the time of receipt, whatever the clock of the server says', () => {
  const history = [
    seen({ completed: 10, startTime: null, lastCompletedTime: null }, 0),
    seen({ completed: 70, startTime: null, lastCompletedTime: null }, 60_000),
  ];
  expect(progressOf(history).throughput).toBeCloseTo(1);
});

test('calls that no counter holds are unaccounted, and never less than none', () => {
  expect(progressOf([seen({ waiting: 0 })]).unaccounted).toBe(45);
  expect(progressOf([seen({ total: 10 })]).unaccounted).toBe(0);
  expect(progressOf([seen({ total: 10 })]).fraction).toBe(1);
});

test.each<[string, Partial<BatchStatus>, string]>([
  ['nothing was dialled', { active: 0, completed: 0, failed: 0, startTime: null }, 'queued'],
  ['calls wait and none is active', { active: 0 }, 'scheduled'],
  ['calls wait and calls are active', {}, 'running'],
  ['no call waits', { waiting: 0 }, 'draining'],
  ['all calls are counted', { waiting: 0, active: 0 }, 'finishing'],
  ['a cancelled batch has calls that run on', { status: 'cancelled', waiting: 0 }, 'draining'],
  ['isComplete says so', { isComplete: true }, 'complete'],
])('when %s', (_when, members, phase) => {
  expect(phaseOf(seen(members), 0, 600_000)).toBe(phase);
});

test('calls that are active without one ending have stalled', () => {
  expect(phaseOf(seen(), 600_000, 600_000)).toBe('stalled');
});

test('no batch is said to end sooner than half an average call', () => {
  const last = { waiting: 0, active: 1, completed: 10_000, total: 10_006 };
  expect(progressOf([seen(last)]).timeLeft?.low).toBeGreaterThanOrEqual(45_200 / 2);
});
