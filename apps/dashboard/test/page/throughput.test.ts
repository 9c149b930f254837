import { describe, expect, it } from 'vitest';
import { bucketsOf, perMinute } from '../../src/page/chart/throughput.ts';

const point = (receivedAt: number, completed: number, failed = 0) => ({
  receivedAt,
  ...{ waiting: 0, active: 0, completed, failed, total: 1_000 },
});
const minute = 60_000;

describe('the calls that ended over time', () => {
  it('are counted in parts of equal length, and none is lost', () => {
    const points = [point(0, 0), point(7 * minute, 70, 7), point(60 * minute, 600, 60)];
    const buckets = bucketsOf(points, 9);
    expect(buckets.length).toBeLessThanOrEqual(9);
    expect(buckets.map(({ from, to }) => (to - from) / minute)).toEqual([10, 10, 10, 10, 10, 10]);
    const sum = (name: 'completed' | 'failed') =>
      buckets.reduce((total, bucket) => total + bucket[name], 0);
    expect(sum('completed')).toBeCloseTo(600);
    expect(sum('failed')).toBeCloseTo(60);
    expect(perMinute(buckets[0]!.completed, buckets[0]!)).toBeCloseTo(10);
  });

  it('are placed where they ended, after a quiet time', () => {
    const points = [point(0, 0), point(50 * minute, 0), point(51 * minute, 90)];
    expect(bucketsOf(points, 9).map(({ completed }) => completed)).toEqual([0, 0, 0, 0, 0, 90]);
  });

  it('are not fewer than none when failed calls are dialed again', () => {
    const points = [point(0, 0, 50), point(10 * minute, 10, 0)];
    for (const { failed } of bucketsOf(points, 9)) expect(failed).toBe(0);
  });

  it('need two points in time', () => {
    expect(bucketsOf([], 9)).toEqual([]);
    expect(bucketsOf([point(5, 1)], 9)).toEqual([]);
    expect(bucketsOf([point(5, 1), point(5, 1)], 9)).toEqual([]);
  });

  it('stay within the number of parts, however long the history is', () => {
    for (let span = 1_000; span < 3e11; span *= 3) {
      const buckets = bucketsOf([point(12_345, 0), point(12_345 + span, 100)], 60);
      expect(buckets.length).toBeLessThanOrEqual(60);
      expect(buckets.length).toBeGreaterThan(0);
    }
  });
});
