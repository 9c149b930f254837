import type { Observation } from './observation.ts';
import { milestoneAfter, soonestEnd, withMark, type Mark, type Milestone } from './pace.ts';
import { phaseOf } from './phase.ts';
import type { Learnt } from './planner.ts';
import { progressOf } from './progress.ts';

/** All that is known of a batch: from it and the next observation follows the next of its kind. */
export interface Knowledge extends Learnt, Milestone {
  marks: readonly Mark[];
}

/** Adds an observation to what was known before, if anything was. */
export function learn(before: Knowledge | undefined, observation: Observation): Knowledge {
  const present = milestoneAfter(before, observation);
  const marks = withMark(before?.marks ?? [], present);
  const { batch, time } = present;
  const phase = phaseOf(present);
  const progress = progressOf(present, marks);
  // While nothing ends, what has ended foretells nothing.
  if (phase === 'stalled') delete progress.timeLeft;
  const told = (batch.lastCompletedTime ?? 0) - (batch.startTime ?? Infinity);
  const age = Math.max(time, told);
  return { ...present, marks, phase, progress, age, soonest: soonestEnd(present) };
}
