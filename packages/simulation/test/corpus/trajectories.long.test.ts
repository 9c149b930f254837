import { beforeAll, expect, test } from 'vitest';
import { trajectories, type TrajectoryKind } from '../../src/index.ts';
import { expectOfItsKind, grew, weights } from './of-its-kind.ts';

/** What the tests need of each trajectory of the corpus. All batches together would fill the memory. */
const corpus: { kind: TrajectoryKind; duration: number; calls: number; grew: boolean }[] = [];

beforeAll(() => {
  for (const trajectory of trajectories()) {
    expectOfItsKind(trajectory);
    const { batch, duration, kind } = trajectory;
    corpus.push({ kind, duration, calls: batch(Infinity).total, grew: grew(trajectory) });
  }
});

test('every hundred of the thousand have the weights that the README states', () => {
  expect(corpus).toHaveLength(1_000);
  for (let from = 0; from < corpus.length; from += 100) {
    const counts: Record<string, number> = {};
    for (const { kind } of corpus.slice(from, from + 100)) counts[kind] = (counts[kind] ?? 0) + 1;
    expect(counts).toEqual(weights);
  }
});

test('batches run for 20 seconds to 48 hours and have 1 to 100,000 calls', () => {
  const durations = corpus.map(({ duration }) => duration);
  expect(Math.min(...durations)).toBeLessThan(60_000);
  expect(Math.max(...durations)).toBeGreaterThan(24 * 3_600_000);
  const calls = corpus.map((one) => one.calls);
  expect(Math.min(...calls)).toBeLessThanOrEqual(3);
  expect(Math.max(...calls)).toBeGreaterThan(50_000);
});

test('most growing batches grow, and no others do', () => {
  const growing = corpus.filter(({ kind }) => kind === 'growing');
  expect(growing.filter((one) => one.grew).length).toBeGreaterThan(growing.length / 2);
  expect(corpus.filter((one) => one.grew && one.kind !== 'growing')).toEqual([]);
});
