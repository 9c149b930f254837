import type { Observation } from './observation.ts';
import { milestoneAfter, soonestEnd, withMark, type Mark, type Milestone } from './pace.ts';
import { phaseOf, stallThreshold } from './phase.ts';
import type { Forecast } from './planner.ts';
import { progressOf } from './progress.ts';

/** Everything known about a batch. It and the next observation determine the next knowledge. */
export interface Knowledge extends Forecast, Milestone {
  marks: readonly Mark[];
}

/** Adds an observation to the knowledge so far, if there is any. */
export function learn(before: Knowledge | undefined, observation: Observation): Knowledge {
  const present = milestoneAfter(before, observation);
  const marks = withMark(before?.marks ?? [], present);
  const { batch, time } = present;
  const phase = phaseOf(present);
  const soonest = soonestEnd(present, marks);
  const progress = progressOf(present, marks, soonest);
  // While no call ends, the others cannot be dialed.
  const isStuck = batch.active && batch.waiting && present.unchangedFor >= stallThreshold(present);
  if (isStuck) delete progress.timeLeft;
  const { startTime, lastCompletedTime } = batch;
  const reportedAge = (observation.serverTime ?? lastCompletedTime ?? 0) - (startTime ?? Infinity);
  const age = Math.max(time, reportedAge);
  return { ...present, marks, phase, progress, age, soonest };
}
