import { createRandom, trajectories, type Trajectory } from '@batch-status/simulation';
import { beforeAll, describe, expect, test } from 'vitest';
import { ApiError, createMonitor, NetworkError, type MonitorOptions } from '../src/index.ts';
import { SimulatedBatches } from './simulated-batches.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Much more than it takes, for machines that do other things too. */
const patience = 240_000;
const corpus: Trajectory[] = [];

beforeAll(() => {
  for (const trajectory of trajectories({ count: 200 })) {
    const { duration } = trajectory;
    if (duration >= 10 * minute && duration <= 4 * hour) corpus.push(trajectory);
  }
}, patience);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The most requests in any second, wherever it begins. */
function mostInASecond(times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [last, time] of times.entries()) {
    while (times[first]! <= time - 1000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

interface Result {
  lags: number[];
  /** How old what was known of a batch became, until it was received anew. */
  stalest: number;
  sent: number[];
}

/** A tenth of 10,000 batches under a tenth of 50 requests a second; the bench has them all. */
const count = 1_000;
const options: MonitorOptions = {
  maxRequestsPerSecond: 5,
  maxConcurrency: 10,
  maxStaleness: 600_000,
};

const endOf = ({ batch, watchedFrom }: Trajectory): number => batch.completedTime - watchedFrom;
const trajectoryOf = (nth: number): Trajectory => corpus[nth % corpus.length]!;

async function monitorAll(
  source: SimulatedBatches,
  maxStaleness = options.maxStaleness,
): Promise<Result> {
  const { clock, batches } = source;
  const start = clock.now();
  for (let nth = 0; nth < count; nth += 1) {
    const { batch, watchedFrom } = trajectoryOf(nth);
    const ago = start - watchedFrom;
    batches.set(`${nth}`, (time) => batch(time - ago));
  }
  const received = new Map<string, number>();
  let stalest = 0;
  source.onAnswer = (batchId) => {
    stalest = Math.max(stalest, clock.now() - (received.get(batchId) ?? start));
    received.set(batchId, clock.now());
  };
  const lags: number[] = [];
  const follow = async (): Promise<void> => {
    await using monitor = createMonitor(source, { ...options, maxStaleness, clock });
    for (let nth = 0; nth < count; nth += 1) monitor.add(`${nth}`);
    for await (const update of monitor) {
      if (update.error) throw new Error('A batch was given up.', { cause: update.error });
      if (update.phase !== 'complete') continue;
      lags.push(update.receivedAt - start - endOf(trajectoryOf(Number(update.batchId))));
      if (lags.length === count) return;
    }
  };
  await clock.run(follow());
  return { lags, stalest, sent: source.sent.map(({ at }) => at) };
}

/** Asks for one batch after the other, again and again, with the same budget. */
function askInTurn(perSecond: number, roundTrip: number): number[] {
  const open = Array.from({ length: count }, (_, nth) => endOf(trajectoryOf(nth)));
  const lags: number[] = [];
  let turn = 0;
  for (let now = roundTrip; open.length > 0; now += 1000 / perSecond) {
    const end = open[turn]!;
    if (end <= now) {
      lags.push(now - end);
      open.splice(turn, 1);
    } else turn += 1;
    if (turn >= open.length) turn = 0;
  }
  return lags;
}

describe('a thousand batches of 10 minutes to 4 hours, under 5 requests a second', () => {
  test(
    'are seen to end in less than half of the time that asking in turn takes',
    async () => {
      const source = new SimulatedBatches();
      const { lags, stalest, sent } = await monitorAll(source);
      expect(mean(lags)).toBeLessThanOrEqual(mean(askInTurn(5, 50)) / 2);
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
      const { lags, stalest, sent } = await monitorAll(source);
      expect(mean(lags)).toBeLessThanOrEqual(mean(askInTurn(5, 50)) / 2);
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
      const { lags, stalest, sent } = await monitorAll(source, 210_000);
      expect(stalest).toBeLessThanOrEqual(210_000);
      expect(mean(lags)).toBeLessThan(mean(askInTurn(5, 50)));
      expect(mostInASecond(sent)).toBe(5);
    },
    patience,
  );
});
