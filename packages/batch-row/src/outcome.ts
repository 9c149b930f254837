import type { BatchRow } from './batch-row.ts';
import type { CallRow } from './call-row.ts';
import type { IllegalTransition } from './illegal-transition.ts';

/**
 * Why a legal transition changes nothing. The call is active already (`current`). The call, the
 * addition, or the batch is past it (`passed`). The batch was cancelled or failed (`refused`).
 */
export type Unapplied = 'current' | 'passed' | 'refused';

/** A batch after a transition, and the transition's call. */
export interface Applied {
  readonly batch: BatchRow;
  readonly call?: CallRow;
}

export type Outcome = Applied | Unapplied | IllegalTransition;
