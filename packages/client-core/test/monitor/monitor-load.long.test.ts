import { createRandom } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { ApiError, NetworkError } from '../../src/index.ts';
import { longBatches } from './long-batches.ts';
import { askInTurn, monitorAll, mostInASecond } from '../monitor-trial.ts';
import { SimulatedBatches } from '../simulated-batches.ts';
import { mean } from '../watch-trial.ts';

const batches = longBatches();
const trial = { batches, count: 10_000, perSecond: 50, maxStaleness: 600_000 };

test.each(['undisturbed', 'refused and cut off now and then'])(
  'with 10,000 batches and 50 requests per second, %s, a monitor sees ends in half of the time of polling in turn, and keeps the data within maxStaleness',
  async (situation) => {
    const source = new SimulatedBatches();
    const random = createRandom(5);
    const start = source.clock.now();
    if (situation !== 'undisturbed') {
      source.latency = () => 50 + 3_000 * random() ** 8;
      source.fault = (at) => {
        const time = (at - start) % 3_600_000;
        if (time > 600_000 && time < 630_000) {
          const details = { status: 429, retryAfter: 15_000 };
          return new ApiError('rate_limited', 'too many', details);
        }
        return time > 1_800_000 && time < 1_860_000 ? new NetworkError('no answer') : undefined;
      };
    }
    const { lags, stalest, sent } = await monitorAll(source, trial);
    expect(lags).toHaveLength(10_000);
    expect(mean(lags)).toBeLessThanOrEqual(
      mean(askInTurn(trial, situation === 'undisturbed' ? 50 : 383)) / 2,
    );
    expect(stalest).toBeLessThanOrEqual(600_000);
    expect(mostInASecond(sent)).toBe(50);
    expect(source.mostUnderWay).toBeLessThanOrEqual(100);
    expect(source.askedTwice).toBe(false);
  },
);

test('a monitor keeps 1,000 batches within maxStaleness with almost all of its budget', async () => {
  const source = new SimulatedBatches();
  const random = createRandom(3);
  source.latency = () => 50 + 3_000 * random() ** 8;
  // Polling in turn takes 277 seconds.
  const tight = { batches, count: 1_000, perSecond: 5, maxStaleness: 330_000 };
  const { lags, stalest, sent } = await monitorAll(source, tight);
  expect(stalest).toBeLessThanOrEqual(330_000);
  expect(mean(lags)).toBeLessThan(mean(askInTurn(tight, 383)));
  expect(mostInASecond(sent)).toBe(5);
});
