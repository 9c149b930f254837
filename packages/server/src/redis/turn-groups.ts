import type { Transition } from '@batch-status/batch-row';
import type { TransitionOutcome } from '../store/batch-store.ts';

type Apply = (batchId: string, transitions: readonly Transition[]) => Promise<TransitionOutcome[]>;

interface Caller {
  transitions: readonly Transition[];
  resolve: (outcomes: TransitionOutcome[]) => void;
  reject: (error: unknown) => void;
}

/** How many turns of the event loop a group waits at most, while others join it. */
const mostTurns = 16;

/** After how many turns without a caller a group is sent. */
const quietTurns = 2;

/**
 * Applies what several callers apply to a batch in consecutive turns of the event loop as one group. A
 * worker that runs many calls at once then needs a fraction of the requests, and so of the wakeups of
 * both processes.
 */
export class TurnGroups {
  readonly #apply: Apply;
  readonly #groups = new Map<string, Caller[]>();
  #callers = 0;

  constructor(apply: Apply) {
    this.#apply = apply;
  }

  apply(batchId: string, transitions: readonly Transition[]): Promise<TransitionOutcome[]> {
    return new Promise((resolve, reject) => {
      const caller = { transitions, resolve, reject };
      this.#callers += 1;
      const group = this.#groups.get(batchId);
      if (group) group.push(caller);
      else {
        if (this.#groups.size === 0) this.#flushLater(mostTurns, quietTurns, 0);
        this.#groups.set(batchId, [caller]);
      }
    });
  }

  /** Applies the groups after the first turns in which no caller came. */
  #flushLater(turnsLeft: number, quietLeft: number, callersBefore: number): void {
    setImmediate(() => {
      const callers = this.#callers;
      const quiet = callers === callersBefore ? quietLeft - 1 : quietTurns;
      if (turnsLeft === 1 || quiet === 0) this.#flush();
      else this.#flushLater(turnsLeft - 1, quiet, callers);
    });
  }

  #flush(): void {
    const groups = [...this.#groups];
    this.#groups.clear();
    this.#callers = 0;
    for (const [batchId, callers] of groups) void this.#settle(batchId, callers);
  }

  async #settle(batchId: string, callers: readonly Caller[]): Promise<void> {
    try {
      const all = callers.flatMap(({ transitions }) => transitions);
      const outcomes = await this.#apply(batchId, all);
      let from = 0;
      for (const { transitions, resolve } of callers) {
        resolve(outcomes.slice(from, (from += transitions.length)));
      }
    } catch (error) {
      const [first, second] = callers;
      // The illegal transition of one caller must not stop those of the others.
      if (error instanceof RangeError && second) this.#settleEach(batchId, callers);
      else if (second) for (const { reject } of callers) reject(error);
      else first!.reject(error);
    }
  }

  #settleEach(batchId: string, callers: readonly Caller[]): void {
    for (const caller of callers) void this.#settle(batchId, [caller]);
  }
}
