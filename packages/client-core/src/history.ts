import type { Observation } from './observation.ts';
import { milestoneAfter, soonestEnd, type Milestone } from './pace.ts';
import { phaseOf, stallThreshold } from './phase.ts';
import type { Learnt } from './planner.ts';
import { progressOf } from './progress.ts';

const longest = 64;

/** What a watch remembers of its batch. */
export class History {
  #milestones: Milestone[] = [];

  /** Adds an answer, and says what is known with it. */
  learn(observation: Observation): Learnt {
    const present = milestoneAfter(this.#milestones.at(-1), observation);
    this.#milestones.push(present);
    // What is long ago is kept ever more sparsely.
    if (this.#milestones.length > longest) {
      this.#milestones = this.#milestones.filter((_, index) => index % 2 === 0 || index > 32);
    }
    const { batch, receivedAt, time, quietFor, unchangedFor } = present;
    const phase = phaseOf(present, quietFor, stallThreshold(present));
    const progress = progressOf(this.#milestones);
    // While nothing ends, what has ended foretells nothing.
    if (phase === 'stalled') delete progress.timeLeft;
    return {
      batch,
      receivedAt,
      phase,
      progress,
      quietFor,
      unchangedFor,
      soonest: soonestEnd(present),
      age: Math.max(time, (batch.lastCompletedTime ?? 0) - (batch.startTime ?? Infinity)),
    };
  }
}
