import { isKnownStatus } from '@batch-status/spec';
import { expect } from 'vitest';
import type { Trajectory, TrajectoryKind } from '../../src/index.ts';

/** How many of a hundred trajectories are of each kind, according to the README. */
export const weights: Record<TrajectoryKind, number> = {
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

/** The kinds whose end cannot be predicted. */
const blind: ReadonlySet<TrajectoryKind> = new Set(['straggler', 'cut-short', 'pause']);

/** How kinds differ from a steady batch, if each of their trajectories shows it. */
const marks: Partial<Record<TrajectoryKind, (trajectory: Trajectory) => void>> = {
  cancelled: ({ batch, watchedFrom }) => {
    expect(batch(watchedFrom)).toMatchObject({ status: 'cancelled', isComplete: false });
    expect(batch(watchedFrom - 1).status).not.toBe('cancelled');
  },
  'cut-short': ({ batch, scenario, watchedFrom }) => {
    expect(watchedFrom).toBe(scenario.createdAt);
    expect(batch(Infinity).status).toBe('cancelled');
  },
  'unknown-statuses': ({ batch, scenario }) => {
    expect(isKnownStatus(batch(scenario.createdAt).status)).toBe(false);
    expect(isKnownStatus(batch(Infinity).status)).toBe(false);
  },
  'clocks-apart': ({ batch }) => {
    expect(Math.abs(batch(Infinity).completedTime! - batch.completedTime)).toBe(600_000);
  },
  straggler: ({ batch }) => {
    expect(batch(batch.completedTime - 60_000)).toMatchObject({ active: 1 });
  },
  pause: ({ batch, scenario }) => {
    const { after, duration } = scenario.pauses![0]!;
    expect(batch(scenario.createdAt + after + duration - 1).isComplete).toBe(false);
  },
  finishing: ({ batch }) => {
    expect(batch(batch.completedTime - 60_000)).toMatchObject({ waiting: 0, active: 0 });
  },
};

/** Fails unless a trajectory is in the bounds of the corpus and differs as its kind says. */
export function expectOfItsKind(trajectory: Trajectory): void {
  const { batch, duration, kind, scenario } = trajectory;
  expect(duration).toBeGreaterThanOrEqual(20_000);
  expect(duration).toBeLessThanOrEqual(48 * 3_600_000);
  expect(duration).toBe(batch.completedTime - scenario.createdAt);
  expect(trajectory.blind).toBe(blind.has(kind));
  expect(batch(Infinity).total).toBeGreaterThanOrEqual(1);
  expect(batch(Infinity).total).toBeLessThanOrEqual(100_000);
  marks[kind]?.(trajectory);
}

/** Whether calls were added to it. */
export const grew = ({ batch, scenario }: Trajectory): boolean =>
  batch(Infinity).total > batch(scenario.createdAt).total;
