import { Draw } from './draw.ts';
import type { Scenario } from '../batch/scenario.ts';
import { simulate, type SimulatedBatch } from '../batch/simulate.ts';
import {
  drawBasis,
  kinds,
  type Kind,
  longestRun,
  shortestRun,
  type TrajectoryKind,
} from './trajectory-kinds.ts';

/** A batch of the corpus, from its creation to its end. */
export interface Trajectory {
  /** Its place in the corpus, from 0. */
  index: number;
  kind: TrajectoryKind;
  /** Whether nothing foretells when it ends. */
  blind: boolean;
  /** With the scenario, all that `simulate` needs to make it again. */
  seed: number;
  scenario: Scenario & { createdAt: number };
  batch: SimulatedBatch;
  /** When a watch of it begins, since the epoch: at its creation, or when it was cancelled. */
  watchedFrom: number;
  /** From the batch's creation until it is complete, in milliseconds. */
  duration: number;
}

export interface CorpusOptions {
  /** An integer. Default 1. */
  seed?: number;
  /** How many trajectories. Default 1,000. Every hundred have the kinds in their weights. */
  count?: number;
}

/**
 * A corpus of batches to try a way of watching on: from 20 seconds to 48 hours and from 1 to
 * 100,000 calls, each order of magnitude as likely as the next, of the kinds and weights in the
 * README. One is made at a time, when it is asked for.
 *
 * @example
 * ```ts
 * import { trajectories } from '@batch-status/simulation';
 *
 * for (const { kind, batch, duration } of trajectories({ seed: 1, count: 100 })) {
 *   console.log(kind, duration, batch(Infinity).total);
 * }
 * ```
 */
export function* trajectories({
  seed = 1,
  count = 1000,
}: CorpusOptions = {}): Generator<Trajectory> {
  for (let index = 0; index < count; index += 1) yield drawTrajectory(seed, index);
}

/** The kind of each trajectory of a hundred. */
export const hundred: readonly TrajectoryKind[] = Object.entries(kinds).flatMap(
  ([kind, { weight }]) => Array.from({ length: weight }, () => kind as TrajectoryKind),
);

/** The trajectory at a place of the corpus with a seed. */
export function drawTrajectory(corpus: number, index: number): Trajectory {
  const kind = hundred[index % hundred.length]!;
  const { blind = false, watchedFrom, vary, shows = () => true }: Kind = kinds[kind];
  // What comes out too short or too long, or as another kind, is drawn again.
  for (let attempt = 0; ; attempt += 1) {
    const seed = Math.imul(corpus, 0x9e_37_79_b1) + Math.imul(index, 0x85_eb_ca_6b) + attempt;
    const draw = new Draw(~seed);
    const basis = drawBasis(draw, kinds[kind]);
    const scenario: Trajectory['scenario'] = { ...basis.scenario, ...vary(draw, basis) };
    const batch = simulate(seed, scenario);
    const { createdAt, cancelAt } = scenario;
    const duration = batch.completedTime - createdAt;
    if (duration < shortestRun || duration > longestRun) continue;
    if (!shows(scenario, batch.completedTime)) continue;
    return {
      ...{ index, kind, blind, seed, scenario, batch, duration },
      watchedFrom: watchedFrom === 'cancellation' ? cancelAt! : createdAt,
    };
  }
}
