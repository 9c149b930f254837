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
  const { batch, time, ended, unchangedFor } = present;
  const phase = phaseOf(present);
  const estimate = soonestEnd(present, marks);
  // Calls that are stuck say nothing about how long the others take.
  const soonest = before && ended && unchangedFor ? Math.min(before.soonest, estimate) : estimate;
  const progress = progressOf(present, marks, soonest);
  // While no call ends, the others cannot be dialed.
  const isStuck = batch.active && batch.waiting && unchangedFor >= stallThreshold(present);
  if (isStuck) delete progress.timeLeft;
  const latestEnd = Math.min(present.latestEnd, time + (progress.timeLeft?.high ?? Infinity));
  const { startTime, lastCompletedTime } = batch;
  const reportedAge = (observation.serverTime ?? lastCompletedTime ?? 0) - (startTime ?? Infinity);
  const age = Math.max(time, reportedAge);
  const hadStopped = !before?.batch.waiting || before.phase === 'stalled';
  const hasResumed = hadStopped && batch.active && before?.phase !== phase;
  const resumedFor = before && !hasResumed ? before.resumedFor + present.passed : 0;
  return { ...present, marks, phase, progress, latestEnd, age, soonest, resumedFor };
}
