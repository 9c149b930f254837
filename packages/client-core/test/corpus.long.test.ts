import { trajectories, type Trajectory } from '@batch-status/simulation';
import { beforeAll, describe, expect, test } from 'vitest';
import { everyCheckOf, gapsOf, mean, median, rangesIn, waitFor } from './watch-trial.ts';

/** A hundred of the thousand batches. `pnpm bench watch` uses all of them. */
const corpus: Trajectory[] = [];

beforeAll(() => {
  for (const trajectory of trajectories({ count: 100 })) corpus.push(trajectory);
});

describe('waitUntilComplete', () => {
  const trials: (Trajectory & { requests: number; lag: number })[] = [];

  beforeAll(async () => {
    for (const trajectory of corpus) {
      trials.push({ ...trajectory, ...(await waitFor(trajectory)) });
    }
  });

  test('sends at most 30 requests in the median if the end is predictable', () => {
    const requests = trials.filter(({ blind }) => !blind).map((trial) => trial.requests);
    expect(requests).toHaveLength(88);
    expect(median(requests)).toBeLessThanOrEqual(30);
  });

  test('sees 95 of 100 predictable ends within 2 s or 1 % of the duration', () => {
    const foreseen = trials.filter(({ blind }) => !blind);
    const inTime = foreseen.filter(({ lag, duration }) => lag <= Math.max(2_000, duration / 100));
    expect(inTime.length / foreseen.length).toBeGreaterThanOrEqual(0.95);
  });

  test('sends hardly more requests than exponential backoff if the end is unpredictable, and sees it within a seventh of the duration', () => {
    const blind = trials.filter((trial) => trial.blind && trial.kind !== 'cut-short');
    for (const { requests, lag, duration, index } of blind) {
      expect.soft(requests, `${index}`).toBeLessThanOrEqual(70 + duration / 120_000);
      expect.soft(lag, `${index}`).toBeLessThanOrEqual(duration / 7);
    }
  });
});

describe('watch', () => {
  test('keeps its data fresh, and polls more often only near the end', async () => {
    for (const trajectory of corpus.filter(({ duration }) => duration < 7_200_000)) {
      const { asked } = await everyCheckOf(trajectory);
      expect(Math.max(...gapsOf(asked))).toBeLessThanOrEqual(15_000);
      expect(asked.length).toBeLessThan(Math.max(130, trajectory.duration / 5_000));
    }
  });

  test('polls no more often than Retry-After allows', async () => {
    for (const trajectory of corpus.filter(({ duration }) => duration < 3_600_000)) {
      const { asked } = await everyCheckOf(trajectory, 12_000);
      expect(Math.min(...gapsOf(asked))).toBeGreaterThanOrEqual(12_000);
    }
  });

  test('gives a range of the time left in 60 % of the time, and 80 % of the ranges are right', async () => {
    const ranges: { given: number; held: number }[] = [];
    for (const trajectory of corpus) {
      const { updates } = await everyCheckOf(trajectory);
      const { batch, scenario } = trajectory;
      ranges.push(rangesIn(updates, batch.completedTime - scenario.completionDelay!));
    }
    expect(mean(ranges.map(({ given }) => given))).toBeGreaterThanOrEqual(0.6);
    const held = ranges.filter(({ given }) => given > 0).map((each) => each.held);
    expect(mean(held)).toBeGreaterThanOrEqual(0.8);
  });
});
