import type { Observation } from './observation.ts';
import { milestoneAfter, soonestEnd, withMark, type Mark, type Milestone } from './pace.ts';
import { phaseOf } from './phase.ts';
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
  const progress = progressOf(present, marks);
  // While no call ends, earlier calls say nothing about the time left.
  if (phase === 'stalled') delete progress.timeLeft;
  const reportedAge = (batch.lastCompletedTime ?? 0) - (batch.startTime ?? Infinity);
  const age = Math.max(time, reportedAge);
  return { ...present, marks, phase, progress, age, soonest: soonestEnd(present, marks) };
}
