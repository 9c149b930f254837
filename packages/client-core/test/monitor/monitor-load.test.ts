import { createRandom } from '@batch-status/simulation';
import { describe, expect, test } from 'vitest';
import { ApiError, NetworkError } from '../../src/index.ts';
import { askInTurn, monitorAll, mostInASecond } from '../monitor-trial.ts';
import { SimulatedBatches } from '../simulated-batches.ts';
import { typicalBatches } from '../typical-batches.ts';
import { mean } from '../watch-trial.ts';

const minute = 60_000;

/** Batches of 10 minutes to a few hours. The long test follows 10,000 of them. */
const batches = [0.5, 1, 2, 4].flatMap((pace) => typicalBatches(pace));
/** The mean of the response times below. */
const latency = 383;
const trial = { batches, count: 200, perSecond: 1, maxStaleness: 600_000 };

describe('a monitor of 200 batches with one request per second', () => {
  test('sees ends in three fifths of the time of polling in turn, despite refusals, outages, and slow responses', async () => {
    const source = new SimulatedBatches();
    const random = createRandom(3);
    const start = source.clock.now();
    const within = (at: number, from: number, to: number): boolean =>
      at > start + from * minute && at < start + to * minute;
    source.latency = () => 50 + 3_000 * random() ** 8;
    source.fault = (at) => {
      if (within(at, 10, 10.5)) {
        const details = { status: 429, retryAfter: 15_000 };
        return new ApiError('rate_limited', 'too many', details);
      }
      if (within(at, 30, 31)) return new NetworkError('no answer');
      if (random() > 0.99) return new ApiError('api_error', 'unavailable', { status: 503 });
      return undefined;
    };
    const { lags, stalest, sent } = await monitorAll(source, trial);
    expect(lags).toHaveLength(trial.count);
    expect(mean(lags)).toBeLessThanOrEqual(0.6 * mean(askInTurn(trial, latency)));
    expect(stalest).toBeLessThanOrEqual(600_000);
    expect(mostInASecond(sent)).toBe(1);
    expect(source.mostUnderWay).toBeLessThanOrEqual(2);
    expect(source.askedTwice).toBe(false);
    expect(source.clock.sleeping).toBe(0);
    // During an outage, fewer requests are sent than the budget allows.
    const outage = sent.filter((at) => within(at, 30.2, 31));
    expect(outage.length / (0.8 * 60)).toBeLessThan(0.75);
  });

  test('keeps the data within maxStaleness with almost all of its budget', async () => {
    const source = new SimulatedBatches();
    const random = createRandom(3);
    source.latency = () => 50 + 3_000 * random() ** 8;
    // Polling in turn takes 277 seconds.
    const tight = { ...trial, maxStaleness: 330_000 };
    const { lags, stalest, sent } = await monitorAll(source, tight);
    expect(stalest).toBeLessThanOrEqual(330_000);
    expect(mean(lags)).toBeLessThan(mean(askInTurn(tight, latency)));
    expect(mostInASecond(sent)).toBe(1);
  });
});
