import {
  apply,
  batchStatus,
  IllegalTransition,
  newBatch,
  recentCall,
  revised,
  type BatchRow,
  type CallRow,
} from '@batch-status/batch-row';
import type { BatchStatus, RecentCall } from '@batch-status/spec';
import type { Ending, Transition, TransitionOutcome } from '../../src/index.ts';

/** One batch in memory, with the rows of all its calls. */
export class ModelStore {
  batch: BatchRow = newBatch(0, 'open');
  #calls = new Map<string, CallRow>();
  #recent: RecentCall[] = [];

  create(total: number, ending: Ending): void {
    this.batch = newBatch(total, ending);
  }

  /** What each transition does, or why one of them is illegal. */
  transition(group: readonly Transition[]): TransitionOutcome[] | string {
    let batch = this.batch;
    const calls = new Map(this.#calls);
    const recent = [...this.#recent];
    const outcomes: TransitionOutcome[] = [];
    for (const transition of group) {
      const call = 'call' in transition ? calls.get(transition.call) : undefined;
      const outcome = apply(batch, transition, call);
      if (outcome instanceof IllegalTransition) return outcome.reason;
      if (typeof outcome === 'string') {
        outcomes.push(outcome);
        continue;
      }
      outcomes.push('applied');
      batch = outcome.batch;
      if ('call' in transition) calls.set(transition.call, outcome.call!);
      if (transition.kind === 'end') recent.unshift(recentCall(transition, batch));
    }
    this.batch = revised(this.batch, batch);
    this.#calls = calls;
    this.#recent = recent.slice(0, 10);
    return outcomes;
  }

  get status(): BatchStatus {
    return batchStatus(this.batch, this.#recent);
  }
}
