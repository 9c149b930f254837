import {
  apply,
  IllegalTransition,
  newBatch,
  type BatchRow,
  type CallRow,
  type Ending,
  type Transition,
  type Unapplied,
} from '../src/index.ts';

/** A batch with the rows of its calls, as a store keeps them. */
export class Rows {
  batch: BatchRow;
  readonly calls: Map<string, CallRow> = new Map<string, CallRow>();

  constructor(calls: number, ending: Ending = 'sealed') {
    this.batch = newBatch(calls, ending);
  }

  apply(transition: Transition): 'applied' | Unapplied | IllegalTransition {
    const call = 'call' in transition ? this.calls.get(transition.call) : undefined;
    const outcome = apply(this.batch, transition, call);
    if (typeof outcome === 'string' || outcome instanceof IllegalTransition) return outcome;
    if ('call' in transition) this.calls.set(transition.call, outcome.call!);
    this.batch = outcome.batch;
    return 'applied';
  }

  all(...transitions: Transition[]): ('applied' | Unapplied | IllegalTransition)[] {
    return transitions.map((transition) => this.apply(transition));
  }
}
