import type { Transition } from './transition.ts';

/** A call that was dialed. A call that was not needs no row. */
export interface CallRow {
  /** How often it was dialed, ended, and put back to waiting, in total. */
  readonly step: number;
  readonly state: 'waiting' | 'active' | 'completed' | 'failed';
}

type CallTransition = Extract<Transition, { call: number }>;

const steps = { dial: 1, end: 2, requeue: 3 } as const;

/** The call just before a transition; `undefined` if the transition dials it for the first time. */
export function callBefore({ kind, attempt }: CallTransition): CallRow | undefined {
  const step = 3 * (attempt - 1) + steps[kind] - 1;
  if (step === 0) return undefined;
  return { step, state: ({ dial: 'waiting', end: 'active', requeue: 'failed' } as const)[kind] };
}

/** The call just after a transition. */
export function callAfter(transition: CallTransition): CallRow {
  return {
    step: 3 * (transition.attempt - 1) + steps[transition.kind],
    state: stateAfter(transition),
  };
}

function stateAfter(transition: CallTransition): CallRow['state'] {
  if (transition.kind === 'dial') return 'active';
  if (transition.kind === 'requeue') return 'waiting';
  return transition.failure === null ? 'completed' : 'failed';
}
