import type { Transition } from '@batch-status/batch-row';

/** The transitions that a simulated batch can have. */
export type SimulatedTransition<Call> = Exclude<
  Transition<Call>,
  { kind: 'return' | 'leave' | 'seal' | 'fail' }
>;

/** A transition of a simulated batch whose calls are numbered from 0. */
export type NumberedTransition = SimulatedTransition<number>;
