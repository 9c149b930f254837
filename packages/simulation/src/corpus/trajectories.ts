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
  /** Its position in the corpus, from 0. */
  index: number;
  kind: TrajectoryKind;
  /** Whether its end cannot be predicted from what a client sees. */
  blind: boolean;
  /** `simulate(seed, scenario)` makes the batch again. */
  seed: number;
  scenario: Scenario & { createdAt: number };
  batch: SimulatedBatch;
  /** When a watch of it begins, since the epoch: at its creation, or at its cancellation. */
  watchedFrom: number;
  /** From the creation of the batch until it completes, in milliseconds. */
  duration: number;
}

/** Which batches a corpus has. See {@link trajectories}. */
export interface CorpusOptions {
  /** An integer. Default 1. */
  seed?: number | undefined;
  /** The number of trajectories. Default 1,000. Every hundred contain each kind as often as its weight says. */
  count?: number | undefined;
}

/**
 * A corpus of batches to test polling strategies on. Batches run for 20 seconds to 48 hours and have
 * 1 to 100,000 calls, with every order of magnitude equally likely. The README lists their kinds and
 * weights. Each batch is made only when it is taken.
 *
 * @example
 * ```ts
 * import { trajectories } from '@batch-status/simulation';
 *
 * for (const { kind, batch, duration } of trajectories({ seed: 1, count: 10 })) {
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

/** The kinds of a hundred trajectories. */
export const hundred: readonly TrajectoryKind[] = Object.entries(kinds).flatMap(
  ([kind, { weight }]) => Array.from({ length: weight }, () => kind as TrajectoryKind),
);

/** Makes the trajectory at a position of the corpus with a seed. */
export function drawTrajectory(corpus: number, index: number): Trajectory {
  const kind = hundred[index % hundred.length]!;
  const { blind = false, watchedFrom, vary, shows = () => true }: Kind = kinds[kind];
  // Draw again if the batch is too short, too long, or not of its kind.
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
