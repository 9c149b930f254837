import { createRandom } from '@batch-status/simulation';
import { describe, expect, test } from 'vitest';
import { learn, type Knowledge } from '../../src/forecast/learn.ts';
import { planNextCheck } from '../../src/forecast/planner.ts';
import { hostileBatches, hostileKinds, type HostileBatch } from './hostile-batches.ts';
import { median } from '../watch-trial.ts';

const roundTrip = 50;

interface Wait {
  requests: number;
  /** Whether the end was seen within 2 s or 1 % of the duration. */
  inTime: boolean;
}

/** Polls until the batch is complete. */
function poll(
  { batch, createdAt, completedTime }: HostileBatch,
  pauseAfter: (receivedAt: number, check: number) => number,
): Wait {
  let now = createdAt + roundTrip;
  let requests = 1;
  for (; !batch(now).isComplete; requests += 1) {
    now += Math.ceil(pauseAfter(now, requests)) + roundTrip;
  }
  const allowed = Math.max(2_000, (completedTime - createdAt) / 100);
  return { requests, inTime: now - completedTime <= allowed };
}

/** The plan of `waitUntilComplete`. */
function planned(hostile: HostileBatch, onCheck?: (forecast: Knowledge) => void): Wait {
  const random = createRandom(1);
  let forecast: Knowledge | undefined;
  return poll(hostile, (receivedAt) => {
    forecast = learn(forecast, { batch: hostile.batch(receivedAt), receivedAt });
    onCheck?.(forecast);
    const outlook = { maxStaleness: Infinity, retryAfter: undefined, failures: 0 };
    return planNextCheck({ ...outlook, forecast, random: random() });
  });
}

const backoff = (hostile: HostileBatch): Wait =>
  poll(hostile, (_, check) => Math.min(2_000 * 2 ** (check - 1), 120_000));

const countInTime = (waits: readonly Wait[]): number => waits.filter(({ inTime }) => inTime).length;
const sum = (waits: readonly Wait[]): number =>
  waits.reduce((total, { requests }) => total + requests, 0);

const predictable = hostileKinds(false).map((kind) => [kind, hostileBatches(kind)] as const);
const all = [
  ...predictable,
  ...hostileKinds(true).map((kind) => [kind, hostileBatches(kind)] as const),
];

describe.each(all)('%s', (_kind, batches) => {
  const ours = batches.map((batch) => planned(batch));
  const theirs = batches.map(backoff);

  test('at least as many ends are seen in time as with exponential backoff', () => {
    expect(countInTime(ours)).toBeGreaterThanOrEqual(countInTime(theirs));
  });

  test('without more requests if backoff sees as many', () => {
    const more = countInTime(ours) > countInTime(theirs);
    expect(more ? 0 : sum(ours)).toBeLessThanOrEqual(sum(theirs));
  });
});

describe.each(predictable)('%s', (_kind, batches) => {
  const waits = batches.map((batch) => planned(batch));

  test('ends are seen in time', () => {
    expect(countInTime(waits)).toBeGreaterThanOrEqual(batches.length - 1);
  });

  test('the median takes few requests', () => {
    expect(median(waits.map(({ requests }) => requests))).toBeLessThanOrEqual(65);
  });

  test('most ranges of the time left are right', () => {
    const ranges: boolean[] = [];
    for (const hostile of batches) {
      planned(hostile, ({ receivedAt, progress: { timeLeft } }) => {
        if (!timeLeft) return;
        const truth = hostile.lastEnd - receivedAt;
        ranges.push(timeLeft.low <= truth && truth <= timeLeft.high);
      });
    }
    expect(ranges.filter(Boolean).length / ranges.length).toBeGreaterThanOrEqual(0.8);
  });
});

test('98 of 100 predictable ends are seen in time, with at most 30 requests in the median', () => {
  const waits = predictable.flatMap(([, batches]) => batches.map((batch) => planned(batch)));
  expect(countInTime(waits) / waits.length).toBeGreaterThanOrEqual(0.98);
  expect(median(waits.map(({ requests }) => requests))).toBeLessThanOrEqual(30);
});
