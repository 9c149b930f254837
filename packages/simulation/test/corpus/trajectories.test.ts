import { expect, test } from 'vitest';
import { trajectories, type Trajectory, type TrajectoryKind } from '../../src/index.ts';
import { drawTrajectory, hundred } from '../../src/corpus/trajectories.ts';
import { expectOfItsKind, grew, weights } from './of-its-kind.ts';

const kinds = Object.keys(weights) as TrajectoryKind[];

/** One of each kind, of a part of the corpus whose batches are small. */
const first = (kind: TrajectoryKind): Trajectory => drawTrajectory(3, 200 + hundred.indexOf(kind));

test('Every hundred have the kinds in the weights that the README states', () => {
  const counts = kinds.map((kind) => hundred.filter((one) => one === kind).length);
  expect(counts).toEqual(Object.values(weights));
  expect(hundred).toHaveLength(100);
});

test.each(kinds)('A trajectory has what sets its kind apart: %s', (kind) => {
  const trajectory = first(kind);
  expect(trajectory.kind).toBe(kind);
  expectOfItsKind(trajectory);
});

test('Calls join a growing trajectory', () => {
  expect(grew(first('growing'))).toBe(true);
  expect(grew(first('steady'))).toBe(false);
});

test('A trajectory is made again from its place and the seed of the corpus', () => {
  const scenarios = (seed: number): unknown[] =>
    Array.from(trajectories({ seed, count: 2 }), ({ index, scenario }) => [index, scenario]);
  expect(scenarios(3)).toEqual([0, 1].map((index) => [index, drawTrajectory(3, index).scenario]));
  expect(scenarios(4)).not.toEqual(scenarios(3));
});
