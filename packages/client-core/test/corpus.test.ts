import { trajectories, type Trajectory } from '@batch-status/simulation';
import { beforeAll, describe, expect, test } from 'vitest';
import { waitUntilComplete, watch, type Update } from '../src/index.ts';
import { SimulatedSource } from './simulated-source.ts';

/** A hundred of the thousand; `pnpm bench watch` takes them all. */
const corpus: Trajectory[] = [];
/** Much more than it takes, for machines that do other things too. */
const patience = 240_000;

beforeAll(() => {
  for (const trajectory of trajectories({ count: 100 })) corpus.push(trajectory);
}, patience);

const roundTrip = 50;
const share = (values: readonly boolean[]): number => values.filter(Boolean).length / values.length;
const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;

describe('waitUntilComplete', () => {
  interface Trial extends Trajectory {
    requests: number;
    lag: number;
  }
  const trials: Trial[] = [];

  beforeAll(async () => {
    for (const trajectory of corpus) {
      const source = new SimulatedSource(trajectory.batch, trajectory.watchedFrom);
      const { clock, asked } = source;
      await clock.run(waitUntilComplete(source, 'b', { clock }));
      const lag = clock.now() - trajectory.batch.completedTime;
      trials.push({ ...trajectory, requests: asked.length, lag });
    }
  }, patience);

  test('asks at most 30 times in the median if the end can be foreseen', () => {
    const requests = trials.filter(({ blind }) => !blind).map((trial) => trial.requests);
    expect(requests).toHaveLength(88);
    expect(median(requests)).toBeLessThanOrEqual(30);
  });

  test('sees 95 of 100 ends that can be foreseen within 2 s or 1 % of the duration', () => {
    const inTime = trials
      .filter(({ blind }) => !blind)
      .map(({ lag, duration }) => lag <= Math.max(2_000, duration / 100));
    expect(share(inTime)).toBeGreaterThanOrEqual(0.95);
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
  async function updatesOf(
    { batch, watchedFrom }: Trajectory,
    retryAfter?: number,
  ): Promise<{ updates: Update[]; asked: number[] }> {
    const source = new SimulatedSource(batch, watchedFrom);
    source.retryAfter = retryAfter;
    const updates: Update[] = [];
    const all = async (): Promise<void> => {
      const options = { clock: source.clock, everyCheck: true };
      for await (const update of watch(source, 'b', options)) updates.push(update);
    };
    await source.clock.run(all());
    return { updates, asked: source.asked };
  }

  test(
    'keeps its data fresh, and asks more often than that only where the end is near',
    async () => {
      for (const trajectory of corpus.filter(({ duration }) => duration < 7_200_000)) {
        const { asked } = await updatesOf(trajectory);
        const gaps = asked.slice(1).map((time, index) => time - asked[index]! - roundTrip);
        expect(Math.max(...gaps)).toBeLessThanOrEqual(15_000);
        const atFiveSeconds = trajectory.duration / 5_000;
        expect(asked.length).toBeLessThan(Math.max(100, atFiveSeconds));
      }
    },
    patience,
  );

  test(
    'asks no more often than Retry-After says',
    async () => {
      for (const trajectory of corpus.filter(({ duration }) => duration < 3_600_000)) {
        const { asked } = await updatesOf(trajectory, 12_000);
        const watched = trajectory.batch.completedTime - trajectory.watchedFrom;
        expect(asked.length).toBeLessThanOrEqual(watched / 12_000 + 2);
      }
    },
    patience,
  );

  test(
    'gives a range of the time left in 60 of 100 moments, and it holds in 80 of 100',
    async () => {
      const given: number[] = [];
      const held: number[] = [];
      for (const trajectory of corpus) {
        const { batch, scenario } = trajectory;
        const { updates } = await updatesOf(trajectory);
        const lastEnd = batch.completedTime - scenario.completionDelay!;
        const moments = updates.filter(({ phase }) => phase !== 'complete');
        const ranges = moments.flatMap(({ receivedAt, progress: { timeLeft } }) =>
          timeLeft ? [{ ...timeLeft, truth: lastEnd - receivedAt }] : [],
        );
        given.push(ranges.length / moments.length);
        const holds = ranges.map(({ low, high, truth }) => low <= truth && truth <= high);
        if (ranges.length > 0) held.push(share(holds));
      }
      expect(mean(given)).toBeGreaterThanOrEqual(0.6);
      expect(mean(held)).toBeGreaterThanOrEqual(0.8);
    },
    patience,
  );
});
