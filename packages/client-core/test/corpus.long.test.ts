import { trajectories, type Trajectory } from '@batch-status/simulation';
import { beforeAll, describe, expect, test } from 'vitest';
import { everyCheckOf, gapsOf, mean, median, rangesIn, waitFor } from './watch-trial.ts';

/** A hundred of the thousand; `pnpm bench watch` takes them all. */
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

  test('asks at most 30 times in the median if the end can be foreseen', () => {
    const requests = trials.filter(({ blind }) => !blind).map((trial) => trial.requests);
    expect(requests).toHaveLength(88);
    expect(median(requests)).toBeLessThanOrEqual(30);
  });

  test('sees 95 of 100 ends that can be foreseen within 2 s or 1 % of the duration', () => {
    const foreseen = trials.filter(({ blind }) => !blind);
    const inTime = foreseen.filter(({ lag, duration }) => lag <= Math.max(2_000, duration / 100));
    expect(inTime.length / foreseen.length).toBeGreaterThanOrEqual(0.95);
  });

  test('asks at most 120 times when nothing foretells the end, and misses it by less than a seventh', () => {
    const blind = trials.filter((trial) => trial.blind && trial.kind !== 'cut-short');
    for (const { requests, lag, duration, index } of blind) {
      expect.soft(requests, `${index}`).toBeLessThanOrEqual(120);
      expect.soft(lag, `${index}`).toBeLessThanOrEqual(duration / 7);
    }
  });
});

describe('watch', () => {
  test('keeps its data fresh, and asks more often than that only where the end is near', async () => {
    for (const trajectory of corpus.filter(({ duration }) => duration < 7_200_000)) {
      const { asked } = await everyCheckOf(trajectory);
      expect(Math.max(...gapsOf(asked))).toBeLessThanOrEqual(15_000);
      expect(asked.length).toBeLessThan(Math.max(100, trajectory.duration / 5_000));
    }
  });

  test('asks no more often than Retry-After says', async () => {
    for (const trajectory of corpus.filter(({ duration }) => duration < 3_600_000)) {
      const { asked } = await everyCheckOf(trajectory, 12_000);
      expect(Math.min(...gapsOf(asked))).toBeGreaterThanOrEqual(12_000);
    }
  });

  test('gives a range of the time left in 60 of 100 moments, and it holds in 80 of 100', async () => {
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
