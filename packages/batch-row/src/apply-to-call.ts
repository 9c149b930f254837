import { isStopped, type BatchRow } from './batch-row.ts';
import type { CallRow } from './call-row.ts';
import { illegal } from './illegal-transition.ts';
import type { Outcome } from './outcome.ts';
import { wholeDuration } from './duration.ts';
import type { CallTransition, Dial, EndedCall, Return } from './transition.ts';

/** Applies a transition of a call to a batch that is not complete. */
export function applyToCall(
  batch: BatchRow,
  transition: CallTransition<unknown>,
  call: CallRow | undefined,
): Outcome {
  switch (transition.kind) {
    case 'dial':
      return dial(batch, transition, call);
    case 'end':
      return end(batch, transition, call);
    case 'return':
      return giveBack(batch, transition, call);
    case 'requeue':
      return requeue(batch, transition.attempt, call);
    case 'leave':
      return leave(batch, call);
    default:
      return transition satisfies never;
  }
}

function dial(batch: BatchRow, transition: Dial<unknown>, call: CallRow | undefined): Outcome {
  const { at, attempt, delivery = 1, redial = false } = transition;
  if (call?.state === 'active') return attempt < call.attempt ? 'passed' : 'current';
  if (call && isPast(call, { attempt, delivery, redial })) return 'passed';
  if (isStopped(batch)) return 'refused';
  const isNew = call === undefined;
  if (isNew && hasNames(batch)) return illegal.unknownCall(batch.total);
  const hasFailed = call?.state === 'failed';
  return {
    batch: {
      ...batch,
      named: batch.named + (isNew ? 1 : 0),
      waiting: batch.waiting - (hasFailed ? 0 : 1),
      failed: batch.failed - (hasFailed ? 1 : 0),
      active: batch.active + 1,
      // It was sent to clients, so a dial by a clock that is behind does not move it.
      startTime: batch.startTime ?? at,
    },
    call: { attempt, delivery, state: 'active' },
  };
}

/** Whether a call that is not active does not wait for this attempt and delivery. */
function isPast(
  call: CallRow,
  { attempt, delivery, redial }: { attempt: number; delivery: number; redial: boolean },
): boolean {
  if (call.state === 'completed' || call.state === 'left') return true;
  if (call.state === 'failed' && !redial) return true;
  if (attempt !== call.attempt) return attempt < call.attempt;
  return call.state !== 'returned' || delivery <= call.delivery;
}

function end(batch: BatchRow, ended: EndedCall<unknown>, call: CallRow | undefined): Outcome {
  const { attempt, failure } = ended;
  if (call === undefined) return illegal.neverDialed();
  const isActive = call.state === 'active';
  if (attempt < call.attempt || hasEnded(call)) return 'passed';
  if (call.state === 'waiting') {
    return attempt === call.attempt ? 'passed' : illegal.notDialed(attempt, call.attempt);
  }
  // A call that was given back has left a stopped batch.
  if (!isActive && isStopped(batch)) return 'passed';
  const at = Math.max(ended.at, batch.startTime ?? 0);
  const again = failure !== null && ended.again === true && !isStopped(batch);
  const common = {
    ...batch,
    active: batch.active - (isActive ? 1 : 0),
    waiting: batch.waiting - (isActive ? 0 : 1) + (again ? 1 : 0),
    ended: batch.ended + 1,
    lastEndTime: Math.max(batch.lastEndTime ?? 0, at),
  };
  const { delivery } = call;
  if (failure === null) {
    return {
      batch: {
        ...common,
        completed: batch.completed + 1,
        talkTime: batch.talkTime + wholeDuration(ended.duration),
        lastCompletedTime: Math.max(batch.lastCompletedTime ?? 0, at),
      },
      call: { attempt, delivery, state: 'completed' },
    };
  }
  return {
    batch: { ...common, failed: batch.failed + (again ? 0 : 1) },
    call: { attempt, delivery, state: again ? 'waiting' : 'failed' },
  };
}

function giveBack(
  batch: BatchRow,
  { attempt, delivery = 1 }: Return<unknown>,
  call: CallRow | undefined,
): Outcome {
  if (call === undefined) return illegal.neverDialed();
  if (attempt < call.attempt || hasEnded(call)) return 'passed';
  if (call.state !== 'active') {
    return attempt === call.attempt ? 'passed' : illegal.notDialed(attempt, call.attempt);
  }
  // A later delivery runs the call.
  if (attempt === call.attempt && delivery < call.delivery) return 'passed';
  const active = batch.active - 1;
  if (isStopped(batch)) {
    return { batch: { ...batch, active }, call: { attempt, delivery, state: 'left' } };
  }
  return {
    batch: { ...batch, active, waiting: batch.waiting + 1 },
    call: { attempt, delivery, state: 'returned' },
  };
}

function requeue(batch: BatchRow, attempt: number, call: CallRow | undefined): Outcome {
  if (call && (attempt < call.attempt || call.state === 'left')) return 'passed';
  if (call?.state === 'waiting' && attempt === call.attempt) return 'passed';
  if (isStopped(batch)) return 'refused';
  if (call?.state !== 'failed' || attempt > call.attempt) {
    return illegal.notFailed(attempt, call);
  }
  return {
    batch: { ...batch, failed: batch.failed - 1, waiting: batch.waiting + 1 },
    call: { ...call, state: 'waiting' },
  };
}

function leave(batch: BatchRow, call: CallRow | undefined): Outcome {
  if (call && hasEnded(call)) return 'passed';
  const isActive = call?.state === 'active';
  // The waiting calls of a stopped batch have left.
  if (!isActive && isStopped(batch)) return 'passed';
  if (call === undefined && hasNames(batch)) return illegal.unknownCall(batch.total);
  return {
    batch: {
      ...batch,
      named: batch.named + (call === undefined ? 1 : 0),
      active: batch.active - (isActive ? 1 : 0),
      waiting: batch.waiting - (isActive ? 0 : 1),
    },
    call: { attempt: call?.attempt ?? 0, delivery: call?.delivery ?? 1, state: 'left' },
  };
}

/** Whether nothing more is expected of a call. One that failed may be put back. */
const hasEnded = ({ state }: CallRow): boolean =>
  state === 'completed' || state === 'failed' || state === 'left';

/** Whether every call of a batch has been named. */
const hasNames = ({ named, total }: BatchRow): boolean => named >= total;
