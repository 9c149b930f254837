import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CapacityError, isBatchStatusError } from '../../src/index.ts';
import { capacityOf } from '../../src/monitor/capacity.ts';

const limits = { perSecond: 50, maxConcurrency: 10, maxStaleness: 600_000, latency: 0 };

describe('the capacity of a monitor', () => {
  test('is exactly the number of requests within maxStaleness', () => {
    const count = fc.integer({ min: 1, max: 1_000 });
    fc.assert(
      fc.property(count, count, (perSecond, seconds) => {
        const maxStaleness = seconds * 1_000;
        const capacity = capacityOf({ ...limits, perSecond, maxStaleness });
        expect(capacity).toBe(perSecond * seconds);
      }),
    );
    expect(capacityOf({ ...limits, perSecond: 0.1, maxStaleness: 60_000 })).toBe(6);
    expect(capacityOf({ ...limits, maxStaleness: Infinity })).toBe(Infinity);
  });

  test('decreases with the response time, because a slot is free one second after the response', () => {
    expect(capacityOf({ ...limits, latency: 100 })).toBe(27_268);
    expect(capacityOf({ ...limits, latency: 1_000 })).toBe(5_990);
    expect(capacityOf({ ...limits, latency: 700_000 })).toBe(0);
  });

  test('is in the error that rejects one more batch, with the numbers', () => {
    const error = new CapacityError(30_001, limits);
    expect(error).toMatchObject({ batches: 30_001, capacity: 30_000, code: 'over_capacity' });
    expect(isBatchStatusError(error, 'over_capacity')).toBe(true);
  });
});
