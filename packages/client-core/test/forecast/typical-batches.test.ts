import { beforeAll, describe, expect, test } from 'vitest';
import { typicalBatches, type TypicalBatch } from '../typical-batches.ts';
import { everyCheckOf, gapsOf, mean, median, rangesIn, waitFor } from '../watch-trial.ts';

const corpus = typicalBatches();
const kinds = corpus.map((typical) => [typical.kind, typical] as const);

describe('waitUntilComplete', () => {
  const trials: (TypicalBatch & { requests: number; lag: number })[] = [];

  beforeAll(async () => {
    for (const typical of corpus) trials.push({ ...typical, ...(await waitFor(typical)) });
  });

  test('sends at most 30 requests in the median if the end is predictable', () => {
    const requests = trials.filter(({ blind }) => !blind).map((trial) => trial.requests);
    expect(requests).toHaveLength(10);
    expect(median(requests)).toBeLessThanOrEqual(30);
  });

  test('sees a predictable end within 2 s or 1 % of the duration', () => {
    for (const { kind, lag, duration } of trials.filter(({ blind }) => !blind)) {
      expect.soft(lag, kind).toBeLessThanOrEqual(Math.max(2_000, duration / 100));
    }
  });

  test('sends at most 120 requests if the end is unpredictable, and sees it within a seventh of the duration', () => {
    const blind = trials.filter((trial) => trial.blind);
    expect(blind).toHaveLength(3);
    for (const { kind, requests, lag, duration } of blind) {
      expect.soft(requests, kind).toBeLessThanOrEqual(120);
      expect.soft(lag, kind).toBeLessThanOrEqual(duration / 7);
    }
  });
});

describe('watch', () => {
  test.each(kinds)(
    'keeps its data fresh, and polls more often only near the end: %s',
    async (_kind, typical) => {
      const { asked } = await everyCheckOf(typical);
      expect(Math.max(...gapsOf(asked))).toBeLessThanOrEqual(15_000);
      expect(asked.length).toBeLessThan(Math.max(100, typical.duration / 5_000));
    },
  );

  test.each(kinds)('polls no more often than Retry-After allows: %s', async (_kind, typical) => {
    const { asked } = await everyCheckOf(typical, 12_000);
    expect(Math.min(...gapsOf(asked))).toBeGreaterThanOrEqual(12_000);
  });

  test('gives a range of the time left in 60 % of the time, and 80 % of the ranges are right', async () => {
    const ranges: { given: number; held: number }[] = [];
    for (const typical of corpus.filter(({ blind }) => !blind)) {
      const { updates } = await everyCheckOf(typical);
      ranges.push(rangesIn(updates, typical.lastEnd));
    }
    expect(mean(ranges.map(({ given }) => given))).toBeGreaterThanOrEqual(0.6);
    expect(mean(ranges.map(({ held }) => held))).toBeGreaterThanOrEqual(0.8);
  });
});
