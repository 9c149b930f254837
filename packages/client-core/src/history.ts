import type { BatchStatus } from '@batch-status/spec';
import { doneCalls, type Observation } from './observation.ts';
import { phaseOf, stallThreshold, type Phase } from './phase.ts';
import { progressOf, type Progress } from './progress.ts';

const longest = 60;

/** What a watch remembers of its batch. */
export class History {
  readonly #observations: Observation[] = [];
  #quietSince: number | undefined;
  #sameSince: number | undefined;

  add(observation: Observation): void {
    const before = this.#observations.at(-1);
    const ended = before && doneCalls(before.batch) !== doneCalls(observation.batch);
    if (observation.batch.active === 0) this.#quietSince = undefined;
    else if (ended || this.#quietSince === undefined) this.#quietSince = observation.receivedAt;
    if (!before || !same(before.batch, observation.batch)) this.#sameSince = observation.receivedAt;
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

  /** How long the batch has been seen the same, in milliseconds. */
  get unchangedFor(): number {
    const seenAt = this.#observations.at(-1)?.receivedAt ?? 0;
    return this.#sameSince === undefined ? 0 : seenAt - this.#sameSince;
  }

  get learnt(): { observation: Observation; phase: Phase; progress: Progress } | undefined {
    const observation = this.#observations.at(-1);
    if (!observation) return undefined;
    const phase = phaseOf(observation, this.quietFor, stallThreshold(observation));
    const progress = progressOf(this.#observations);
    // While nothing ends, what has ended foretells nothing.
    if (phase === 'stalled') delete progress.timeLeft;
    return { observation, phase, progress };
  }
}

const same = (a: BatchStatus, b: BatchStatus): boolean => JSON.stringify(a) === JSON.stringify(b);
