import { batchOf } from '@batch-status/loopback/batches';
import { describe, expect, test } from 'vitest';
import { totalsOf, type TimeLeft, type WatchUpdate } from '../../src/index.ts';
import { FailureReport } from '../../src/monitor/failure-report.ts';
import { hour, monitorOf, sourceOf } from './monitored-batches.ts';

const counts = { waiting: 10, active: 5, completed: 30, failed: 5, total: 60 };

function update(members: Partial<WatchUpdate> = {}, timeLeft?: TimeLeft): WatchUpdate {
  const progress = { fraction: 0.5, done: 35, unaccounted: 10, throughput: 2 };
  return {
    ...{ type: 'update', batch: batchOf(counts), receivedAt: 1, nextCheckAt: 2, phase: 'running' },
    progress: { ...progress, ...(timeLeft && { timeLeft }) },
    ...members,
  };
}

const pending = { type: 'pending', batch: undefined, waitingSince: 1, nextCheckAt: 1 } as const;
const soon: TimeLeft = { likely: 3_000, low: 1_000, high: 5_000, confidence: 'high' };
const late: TimeLeft = { likely: 2_000, low: 900, high: 9_000, confidence: 'low' };

describe('the totals of batches', () => {
  test('add up calls, throughput, and progress', () => {
    expect(totalsOf([update(), update()])).toMatchObject({
      ...{ batches: 2, pending: 0, complete: 0, givenUp: 0 },
      ...{ waiting: 20, active: 10, completed: 60, failed: 10, total: 120 },
      progress: { fraction: 70 / 120, done: 70, unaccounted: 20, throughput: 4 },
    });
  });

  test('have the time left of the batch that ends last, if that of each is known', () => {
    const whole = totalsOf([update({}, soon), update({}, late)]);
    expect(whole.progress.timeLeft).toEqual({
      ...{ likely: 3_000, low: 1_000, high: 9_000 },
      confidence: 'low',
    });
    const reversed = totalsOf([update({}, late), update({}, soon)]);
    expect(reversed.progress.timeLeft).toEqual(whole.progress.timeLeft);
    const complete = update({ phase: 'complete' });
    expect(totalsOf([update({}, soon), complete]).progress.timeLeft).toEqual(soon);
    expect(totalsOf([update({}, soon), update()]).progress).not.toHaveProperty('timeLeft');
    expect(totalsOf([update({}, soon), pending]).progress).not.toHaveProperty('timeLeft');
    expect(totalsOf([complete]).progress).not.toHaveProperty('timeLeft');
  });

  test('count batches that were given up as they were last received', () => {
    const error = new Error('gone');
    const sum = totalsOf([
      new FailureReport('a', error, update({}, soon)),
      new FailureReport('b', error, undefined),
    ]);
    expect(sum).toMatchObject({ batches: 2, givenUp: 2, completed: 30 });
    expect(sum.progress).toEqual({ fraction: 35 / 60, done: 35, unaccounted: 10 });
  });

  test('are zero without batches, and without responses', () => {
    expect(totalsOf([]).progress).toMatchObject({ done: 0 });
    expect(totalsOf([pending])).toMatchObject({ pending: 1, progress: { fraction: 0, done: 0 } });
  });

  test('of a monitor include batches that completed, until they are removed or added again', async () => {
    const source = sourceOf({ a: { calls: 60 }, b: { startDelay: 3 * hour } });
    const monitor = monitorOf(source);
    await source.clock.advance(hour);
    expect(monitor.size).toBe(1);
    const whole = {
      batches: 2,
      complete: 1,
      total: 660,
      progress: { fraction: 60 / 660, done: 60 },
    };
    expect(monitor.totals).toMatchObject(whole);
    monitor.add('a');
    expect(monitor.totals).toMatchObject({ batches: 2, pending: 1, complete: 0 });
    await source.clock.advance(10_000);
    expect(monitor.totals).toMatchObject(whole);
    expect(monitor.remove('a')).toBe(false);
    expect(monitor.totals).toMatchObject({ batches: 1, complete: 0, total: 600 });
    monitor.close();
  });
});
