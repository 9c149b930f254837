import { applyToBatch } from './apply-to-batch.ts';
import { applyToCall } from './apply-to-call.ts';
import { isStopped, settled, type BatchRow } from './batch-row.ts';
import type { CallRow } from './call-row.ts';
import type { Outcome, Unapplied } from './outcome.ts';
import type { Transition } from './transition.ts';

/**
 * Applies a transition to a batch.
 *
 * @param call The row of the transition's call, if that call has one.
 */
export function apply(batch: BatchRow, transition: Transition<unknown>, call?: CallRow): Outcome {
  if (batch.completedTime !== null) return afterTheEnd(transition, batch);
  const changed =
    'call' in transition ? applyToCall(batch, transition, call) : applyToBatch(batch, transition);
  if (typeof changed === 'string' || !('batch' in changed)) return changed;
  const after = settled(changed.batch, transition.at);
  if (!isVisible(transition) && after === changed.batch) return changed;
  return { ...changed, batch: { ...after, revision: batch.revision + 1 } };
}

function afterTheEnd({ kind }: Transition<unknown>, batch: BatchRow): Unapplied {
  const wouldGoOn = kind === 'dial' || kind === 'requeue' || kind === 'add';
  return wouldGoOn && isStopped(batch) ? 'refused' : 'passed';
}

/** Whether the API shows what a transition changes. */
const isVisible = (transition: Transition<unknown>): boolean =>
  transition.kind !== 'seal' && !(transition.kind === 'add' && transition.calls === 0);
