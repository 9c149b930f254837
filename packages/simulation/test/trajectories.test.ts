import { isKnownStatus } from '@batch-status/spec';
import { beforeAll, expect, test } from 'vitest';
import { trajectories, type Trajectory, type TrajectoryKind } from '../src/index.ts';

const corpus: Trajectory[] = [];
/** Much more than it takes, for machines that do other things too. */
const patience = 120_000;
const ofKind = (kind: TrajectoryKind): Trajectory[] => corpus.filter((one) => one.kind === kind);

beforeAll(() => {
  for (const trajectory of trajectories({ count: 200 })) corpus.push(trajectory);
}, patience);

test('Every hundred have the kinds in the weights that the README states', () => {
  const weights = {
    steady: 20,
    bursty: 10,
    'long-tail': 10,
    requeued: 10,
    growing: 8,
    'misleading-averages': 10,
    finishing: 8,
    cancelled: 4,
    'unknown-statuses': 4,
    'clocks-apart': 4,
    straggler: 5,
    'cut-short': 2,
    pause: 5,
  };
  for (const hundred of [corpus.slice(0, 100), corpus.slice(100)]) {
    const counts: Record<string, number> = {};
    for (const { kind } of hundred) counts[kind] = (counts[kind] ?? 0) + 1;
    expect(counts).toEqual(weights);
  }
});

test('Batches last from 20 seconds to 48 hours and have from 1 to 100,000 calls', () => {
  const durations = corpus.map(({ duration }) => duration);
  expect(Math.min(...durations)).toBeGreaterThanOrEqual(20_000);
  expect(Math.min(...durations)).toBeLessThan(60_000);
  expect(Math.max(...durations)).toBeLessThanOrEqual(48 * 3_600_000);
  expect(Math.max(...durations)).toBeGreaterThan(24 * 3_600_000);
  const calls = corpus.map(({ batch }) => batch(Infinity).total);
  expect(Math.min(...calls)).toBeGreaterThanOrEqual(1);
  expect(Math.min(...calls)).toBeLessThanOrEqual(3);
  expect(Math.max(...calls)).toBeLessThanOrEqual(100_000);
  expect(Math.max(...calls)).toBeGreaterThan(50_000);
});

test(
  'A trajectory is made again from its place and the seed of the corpus',
  () => {
    const scenarios = (seed: number): unknown[] =>
      Array.from(trajectories({ seed, count: 30 }), ({ scenario }) => scenario);
    expect(scenarios(1)).toEqual(corpus.slice(0, 30).map(({ scenario }) => scenario));
    expect(scenarios(2)).not.toEqual(scenarios(1));
  },
  patience,
);

test('A kind has what sets it apart', () => {
  const grown = ofKind('growing').filter(
    ({ batch, scenario }) => batch(Infinity).total > batch(scenario.createdAt).total,
  );
  expect(grown.length).toBeGreaterThan(ofKind('growing').length / 2);
  for (const { batch, watchedFrom } of ofKind('cancelled')) {
    expect(batch(watchedFrom)).toMatchObject({ status: 'cancelled', isComplete: false });
    expect(batch(watchedFrom - 1).status).not.toBe('cancelled');
  }
  for (const { batch, watchedFrom, scenario } of ofKind('cut-short')) {
    expect(watchedFrom).toBe(scenario.createdAt);
    expect(batch(Infinity).status).toBe('cancelled');
  }
  for (const { batch, scenario } of ofKind('unknown-statuses')) {
    expect(isKnownStatus(batch(scenario.createdAt).status)).toBe(false);
    expect(isKnownStatus(batch(Infinity).status)).toBe(false);
  }
  for (const { batch } of ofKind('clocks-apart')) {
    expect(Math.abs(batch(Infinity).completedTime! - batch.completedTime)).toBe(600_000);
  }
  for (const { batch } of ofKind('straggler')) {
    expect(batch(batch.completedTime - 60_000)).toMatchObject({ active: 1 });
  }
  for (const { batch, scenario } of ofKind('pause')) {
    const { after, duration } = scenario.pauses![0]!;
    expect(batch(scenario.createdAt + after + duration - 1).isComplete).toBe(false);
  }
  for (const { batch } of ofKind('finishing')) {
    expect(batch(batch.completedTime - 60_000)).toMatchObject({ waiting: 0, active: 0 });
  }
});
