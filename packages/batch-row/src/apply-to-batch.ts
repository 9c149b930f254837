import { completed, isStopped, type BatchRow } from './batch-row.ts';
import { illegal } from './illegal-transition.ts';
import type { Outcome } from './outcome.ts';
import type { BatchTransition } from './transition.ts';

/** Applies a transition to a batch that is not complete. */
export function applyToBatch(batch: BatchRow, transition: BatchTransition): Outcome {
  const { at } = transition;
  switch (transition.kind) {
    case 'add':
      return add(batch, transition.addition, transition.calls);
    case 'seal':
      return batch.ending === 'open' ? { batch: { ...batch, ending: 'sealed' } } : 'passed';
    case 'cancel':
      return stop(batch, { cancelledTime: at });
    case 'fail':
      return stop(batch, { failedTime: at });
    case 'complete': {
      const left = batch.waiting + batch.active;
      if (left === 0) return { batch: completed(batch, at) };
      return illegal.callsLeft(left);
    }
    default:
      return transition satisfies never;
  }
}

function add(batch: BatchRow, addition: number, calls: number): Outcome {
  const { additions, total, waiting } = batch;
  if (addition < additions) return 'passed';
  if (isStopped(batch)) return 'refused';
  if (batch.ending === 'sealed') return illegal.sealed();
  if (addition > additions) return illegal.additionsMissing(addition, additions);
  return {
    batch: { ...batch, additions: additions + 1, total: total + calls, waiting: waiting + calls },
  };
}

function stop(batch: BatchRow, time: { cancelledTime: number } | { failedTime: number }): Outcome {
  if (!isStopped(batch)) return { batch: { ...batch, waiting: 0, ...time } };
  const isSame = 'cancelledTime' in time ? batch.cancelledTime !== null : batch.failedTime !== null;
  return isSame ? 'passed' : 'refused';
}
