import { doneCalls, type Observation } from './observation.ts';
import { phaseOf, stallThreshold, type Phase } from './phase.ts';
import { progressOf, type Progress } from './progress.ts';

const longest = 60;

/** What a watch remembers of its batch. */
export class History {
  readonly #observations: Observation[] = [];
  #quietSince: number | undefined;

  add(observation: Observation): void {
    const before = this.#observations.at(-1);
    const ended = before && doneCalls(before.batch) !== doneCalls(observation.batch);
    if (observation.batch.active === 0) this.#quietSince = undefined;
    else if (ended || this.#quietSince === undefined) this.#quietSince = observation.receivedAt;
    this.#observations.push(observation);
    if (this.#observations.length > longest) this.#observations.shift();
  }

  /**
   * How long calls were seen active without one ending, in milliseconds. What was not seen does
   * not count: during an outage calls may well end.
   */
  get quietFor(): number {
    const seenAt = this.#observations.at(-1)?.receivedAt ?? 0;
    return this.#quietSince === undefined ? 0 : seenAt - this.#quietSince;
  }

  get learnt(): { observation: Observation; phase: Phase; progress: Progress } | undefined {
    const observation = this.#observations.at(-1);
    if (!observation) return undefined;
    return {
      observation,
      phase: phaseOf(observation, this.quietFor, stallThreshold(observation)),
      progress: progressOf(this.#observations),
    };
  }
}
