import { createRandom, simulate, type Scenario } from '@batch-status/simulation';
import type { Followed } from './monitor-trial.ts';

const minute = 60_000;
const hour = 60 * minute;
const createdAt = 1_703_097_600_000;

type Draw = (random: () => number, nth: number) => Scenario;

interface BatchSet {
  /** Whether the counts predict the ends, and the budget suffices to see them one by one. */
  predictable: boolean;
  draw: Draw;
}

const between = (random: () => number, low: number, high: number): number =>
  Math.round(low * (high / low) ** random());

/** A recorded announcement: all calls take the same time. */
const announcement = { meanCallDuration: 60, callDurationSpread: 0.1 };
const typical = { callDurationSpread: 0.5, meanCallDuration: 45 };

/** Sets of batches that a monitor may follow. The planner was not tuned with them. */
export const batchSets: Record<string, BatchSet> = {
  'equal calls, different sizes': {
    predictable: true,
    draw: (random) => ({ ...announcement, calls: between(random, 300, 3_000), concurrency: 100 }),
  },
  'equal calls, equal sizes, started one after the other': {
    predictable: true,
    draw: (random) => ({
      ...announcement,
      calls: 1_000,
      concurrency: 100,
      startDelay: Math.round(hour * random()),
    }),
  },
  'equal calls, all at the same time': {
    predictable: false,
    draw: () => ({ ...announcement, calls: 1_000, concurrency: 100 }),
  },
  'calls that get five times shorter': {
    predictable: true,
    draw: (random) => ({
      ...typical,
      callDurationDrift: 0.2,
      calls: between(random, 200, 3_000),
      concurrency: 20,
    }),
  },
  'calls that get five times longer': {
    predictable: true,
    draw: (random) => ({
      ...typical,
      callDurationDrift: 5,
      calls: between(random, 200, 2_000),
      concurrency: 20,
    }),
  },
  'ordinary calls, mixed sizes': {
    predictable: true,
    draw: (random) => ({
      ...typical,
      calls: between(random, 20, 4_000),
      concurrency: between(random, 5, 50),
    }),
  },
  'tiny batches': {
    predictable: false,
    draw: (random) => ({
      ...typical,
      calls: between(random, 2, 8),
      startDelay: Math.round(hour * random()),
    }),
  },
  'one huge batch and small ones': {
    predictable: true,
    draw: (random, nth) => ({
      ...typical,
      calls: nth === 0 ? 20_000 : between(random, 100, 400),
      concurrency: nth === 0 ? 100 : 5,
      startDelay: nth === 0 ? 1_000 : Math.round(0.5 * hour * random()),
    }),
  },
  'about the same end': {
    predictable: false,
    draw: (random) => ({ ...typical, calls: between(random, 950, 1_050), concurrency: 20 }),
  },
  stragglers: {
    predictable: false,
    draw: (random) => ({
      ...typical,
      calls: between(random, 100, 1_000),
      concurrency: 20,
      lastCallDuration: between(random, 5 * minute, 90 * minute),
    }),
  },
  'cancelled at any time': {
    predictable: false,
    draw: (random) => ({
      ...typical,
      calls: 5_000,
      concurrency: 20,
      cancelAt: createdAt + between(random, 5 * minute, 120 * minute),
    }),
  },
  'failed calls that return an hour later': {
    predictable: false,
    draw: (random) => ({
      ...typical,
      calls: between(random, 100, 600),
      concurrency: 10,
      failureRate: 0.3,
      redialRate: 0.5,
      redialDelay: hour,
    }),
  },
  'growing batches': {
    predictable: false,
    draw: (random) => ({
      ...typical,
      calls: 100,
      concurrency: 10,
      additions: [10, 20, 30, 40].map((after) => ({
        after: after * minute,
        calls: between(random, 20, 120),
      })),
    }),
  },
  'pauses of an hour': {
    predictable: false,
    draw: (random) => ({
      ...typical,
      calls: between(random, 200, 1_000),
      concurrency: 20,
      pauses: [{ after: between(random, 2 * minute, 20 * minute), duration: hour }],
    }),
  },
};

/** How many batches share a request per second, and how old their data may get. */
export interface Fleet {
  batches: number;
  perSecond: number;
  maxStaleness: number;
}

export const fleets: readonly Fleet[] = [
  { batches: 100, perSecond: 1, maxStaleness: 10 * minute },
  { batches: 48, perSecond: 1, maxStaleness: minute },
  { batches: 10, perSecond: 1, maxStaleness: minute },
];

export const nameOfFleet = ({ batches, maxStaleness }: Fleet): string =>
  `${batches} batches, ${maxStaleness / 1000} s`;

/** The names of the rows with the greatest ratio. */
export const greatest = { predictable: 'greatest, if predictable', all: 'greatest' } as const;

/** The batches of a set. */
export function batchesOf({ draw }: BatchSet, count: number, seed: number): Followed[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, nth) => ({
    batch: simulate(seed * 1_000 + nth, { createdAt, ...draw(random, nth) }),
    watchedFrom: createdAt,
  }));
}
