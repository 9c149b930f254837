import type { Observation } from './observation.ts';
import { addMark, milestoneAfter, soonestEnd, type Mark, type Milestone } from './pace.ts';
import { phaseOf } from './phase.ts';
import type { Learnt } from './planner.ts';
import { progressOf } from './progress.ts';

/** What a watch remembers of its batch. */
export class History {
  #present: Milestone | undefined;
  readonly #marks: Mark[] = [];

  /** Adds an answer, and says what is known with it. */
  learn(observation: Observation): Learnt {
    const present = milestoneAfter(this.#present, observation);
    addMark(this.#marks, present);
    const { batch, time } = present;
    const phase = phaseOf(present);
    const progress = progressOf(present, this.#marks);
    // While nothing ends, what has ended foretells nothing.
    if (phase === 'stalled') delete progress.timeLeft;
    const told = (batch.lastCompletedTime ?? 0) - (batch.startTime ?? Infinity);
    const age = Math.max(time, told);
    const learnt = { ...present, phase, progress, age, soonest: soonestEnd(present) };
    this.#present = learnt;
    return learnt;
  }
}
