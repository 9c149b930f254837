import { createRandom } from '@batch-status/simulation';
import { describe, expect, test } from 'vitest';
import { ApiError, NetworkError } from '../src/index.ts';
import { askInTurn, mean, monitorAll, mostInASecond } from './monitor-trial.ts';
import { SimulatedBatches } from './simulated-batches.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Much more than it takes, for machines that do other things too. */
const patience = 240_000;

/** A tenth of 10,000 batches under a tenth of 50 requests a second; the long test has them all. */
const trial = { count: 1_000, perSecond: 5, maxStaleness: 600_000 };

describe('a thousand batches of 10 minutes to 4 hours, under 5 requests a second', () => {
  test(
    'are seen to end in less than half of the time that asking in turn takes',
    async () => {
      const source = new SimulatedBatches();
      const { lags, stalest, sent } = await monitorAll(source, trial);
      expect(lags).toHaveLength(trial.count);
      expect(mean(lags)).toBeLessThanOrEqual(mean(askInTurn(trial, 50)) / 2);
      expect(stalest).toBeLessThanOrEqual(600_000);
      expect(mostInASecond(sent)).toBe(5);
      expect(source.mostUnderWay).toBeLessThanOrEqual(10);
      expect(source.askedTwice).toBe(false);
      expect(source.clock.sleeping).toBe(0);
    },
    patience,
  );

  test(
    'keep to both with refusals, outages and slow answers in between',
    async () => {
      const source = new SimulatedBatches();
      const random = createRandom(3);
      const start = source.clock.now();
      source.latency = () => 50 + 3_000 * random() ** 8;
      source.fault = (at) => {
        const time = (at - start) % hour;
        if (time > 10 * minute && time < 10 * minute + 30_000) {
          const details = { status: 429, retryAfter: 15_000 };
          return new ApiError('rate_limited', 'too many', details);
        }
        if (time > 30 * minute && time < 31 * minute) return new NetworkError('no answer');
        if (random() > 0.99) return new ApiError('api_error', 'unavailable', { status: 503 });
        return undefined;
      };
      const { lags, stalest, sent } = await monitorAll(source, trial);
      expect(mean(lags)).toBeLessThanOrEqual(mean(askInTurn(trial, 50)) / 2);
      expect(stalest).toBeLessThanOrEqual(600_000);
      expect(mostInASecond(sent)).toBe(5);
      expect(source.mostUnderWay).toBeLessThanOrEqual(10);
      // An outage of a minute is not asked about 300 times.
      const outage = sent.filter(
        (at) => (at - start) % hour > 30.2 * minute && (at - start) % hour < 31 * minute,
      );
      expect((outage.length / (sent.at(-1)! - start)) * hour).toBeLessThan(200);
    },
    patience,
  );

  test(
    'get no older than promised where that takes nearly all of the budget',
    async () => {
      const source = new SimulatedBatches();
      const random = createRandom(3);
      source.latency = () => 50 + 3_000 * random() ** 8;
      // Asking in turn takes 200 seconds.
      const { lags, stalest, sent } = await monitorAll(source, { ...trial, maxStaleness: 210_000 });
      expect(stalest).toBeLessThanOrEqual(210_000);
      expect(mean(lags)).toBeLessThan(mean(askInTurn(trial, 50)));
      expect(mostInASecond(sent)).toBe(5);
    },
    patience,
  );
});
