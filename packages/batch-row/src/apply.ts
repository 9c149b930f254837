import type { Transition } from './transition.ts';
import type { BatchRow } from './batch-row.ts';
import { callAfter, callBefore, type CallRow } from './call-row.ts';

/** Why a transition cannot follow the transitions that were applied before. */
export class Refusal {
  /** A sentence that also says what to do. */
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/**
 * Returns a batch as it is after a transition.
 *
 * It returns the same row if the transition changes nothing: because it was applied before, or because
 * it is too late. A dial, a requeue, an addition, or a cancellation is too late once the batch was
 * cancelled or completed.
 *
 * @param call The row of the transition's call, if that call was dialed before.
 */
export function apply(batch: BatchRow, transition: Transition, call?: CallRow): BatchRow | Refusal {
  if (isTooLate(transition, batch)) return batch;
  const turn = turnOf(transition, batch, call);
  if (turn instanceof Refusal) return turn;
  if (turn === 'over') return batch;
  return { ...batch, ...effectOf(transition, batch), revision: batch.revision + 1 };
}

function isTooLate({ kind }: Transition, batch: BatchRow): boolean {
  if (kind === 'end') return false;
  return batch.completedTime !== null || (batch.cancelledTime !== null && kind !== 'complete');
}

/** Whether it is a transition's turn, or its turn is over, or another transition must come first. */
type Turn = 'now' | 'over' | Refusal;

function turnOf(transition: Transition, batch: BatchRow, call: CallRow | undefined): Turn {
  switch (transition.kind) {
    case 'add':
      return turnOfAddition(transition.addition, batch);
    case 'cancel':
      return 'now';
    case 'complete': {
      const left = batch.waiting + batch.active;
      return left === 0 ? 'now' : new Refusal(`The batch has ${left} calls left; end them first.`);
    }
    case 'dial':
    case 'end':
    case 'requeue':
      return turnOfCall(transition, batch, call);
    default:
      return transition satisfies never;
  }
}

function turnOfAddition(addition: number, { additions }: BatchRow): Turn {
  if (addition === additions) return 'now';
  if (addition < additions) return 'over';
  return new Refusal(
    `Calls were added to the batch ${additions} times, and this is addition ${addition}; apply those between first.`,
  );
}

function turnOfCall(
  transition: Extract<Transition, { call: number }>,
  { total }: BatchRow,
  row: CallRow | undefined,
): Turn {
  const { call, kind, attempt } = transition;
  if (!(call >= 0 && call < total)) {
    return new Refusal(`The batch has no call ${call}; its calls are 0 to ${total - 1}.`);
  }
  const step = row?.step ?? 0;
  const own = callAfter(transition).step;
  if (step >= own) return 'over';
  if (step < own - 1) {
    return new Refusal(
      `Call ${call} has taken ${step} steps, and its ${kind} at attempt ${attempt} is step ${own}; apply those between first.`,
    );
  }
  const before = callBefore(transition);
  if (row?.state === before?.state) return 'now';
  return new Refusal(
    `Call ${call} is ${row?.state}, and only a call that is ${before?.state} can have a ${kind}.`,
  );
}

function effectOf(transition: Transition, batch: BatchRow): Partial<BatchRow> {
  const { waiting, active, completed, failed, ended } = batch;
  switch (transition.kind) {
    case 'dial':
      return {
        waiting: waiting - 1,
        active: active + 1,
        startTime: Math.min(batch.startTime ?? transition.at, transition.at),
      };
    case 'end':
      if (transition.failure !== null) {
        return { active: active - 1, ended: ended + 1, failed: failed + 1 };
      }
      return {
        active: active - 1,
        ended: ended + 1,
        completed: completed + 1,
        talkTime: batch.talkTime + transition.duration,
        lastCompletedTime: Math.max(batch.lastCompletedTime ?? 0, transition.at),
      };
    case 'requeue':
      return { failed: failed - 1, waiting: waiting + 1 };
    case 'add':
      return {
        additions: batch.additions + 1,
        total: batch.total + transition.calls,
        waiting: waiting + transition.calls,
      };
    case 'cancel':
      return { waiting: 0, cancelledTime: transition.at };
    case 'complete':
      return { completedTime: transition.at };
    default:
      return transition satisfies never;
  }
}
