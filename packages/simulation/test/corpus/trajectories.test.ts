import { expect, test } from 'vitest';
import { trajectories, type Trajectory, type TrajectoryKind } from '../../src/index.ts';
import { drawTrajectory, hundred } from '../../src/corpus/trajectories.ts';
import { expectOfItsKind, grew, weights } from './of-its-kind.ts';

const kinds = Object.keys(weights) as TrajectoryKind[];

/** One trajectory of each kind, from a part of the corpus with small batches. */
const first = (kind: TrajectoryKind): Trajectory => drawTrajectory(3, 200 + hundred.indexOf(kind));

test('every hundred have the weights that the README states', () => {
  const counts = kinds.map((kind) => hundred.filter((one) => one === kind).length);
  expect(counts).toEqual(Object.values(weights));
  expect(hundred).toHaveLength(100);
});

test.each(kinds)('a trajectory differs from a steady one as its kind says: %s', (kind) => {
  const trajectory = first(kind);
  expect(trajectory.kind).toBe(kind);
  expectOfItsKind(trajectory);
});

test('calls are added to a growing trajectory', () => {
  expect(grew(first('growing'))).toBe(true);
  expect(grew(first('steady'))).toBe(false);
});

test('the seed of the corpus and the position of a trajectory make it again', () => {
  const scenarios = (seed: number): unknown[] =>
    Array.from(trajectories({ seed, count: 2 }), ({ index, scenario }) => [index, scenario]);
  expect(scenarios(3)).toEqual([0, 1].map((index) => [index, drawTrajectory(3, index).scenario]));
  expect(scenarios(4)).not.toEqual(scenarios(3));
});
