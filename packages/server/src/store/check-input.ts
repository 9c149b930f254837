import type { Dial, Return, Transition } from '@batch-status/batch-row';
import { batchIdRule, isBatchId } from './batch-id.ts';
import type { NewBatch } from './batch-store.ts';

const endings: ReadonlySet<unknown> = new Set([undefined, 'sealed', 'open', 'explicit']);

/** @throws RangeError if a member is not allowed. */
export function checkNewBatch({ batchId, total, ending, workspace }: NewBatch): void {
  if (typeof batchId !== 'string' || !isBatchId(batchId)) {
    throw new RangeError(`\`batchId\` must be a text. It ${batchIdRule}.`);
  }
  checkWhole('total', total, 0);
  if (!endings.has(ending)) {
    throw new RangeError('`ending` must be `sealed`, `open`, or `explicit`.');
  }
  if (workspace !== undefined) checkText('workspace', workspace);
}

/** @throws RangeError if a member is not allowed. What cannot follow what is another matter. */
export function checkTransition(transition: Transition): void {
  checkWhole('at', transition.at, 0);
  if ('call' in transition) checkText('call', transition.call);
  switch (transition.kind) {
    case 'dial':
      if (transition.runner !== undefined) checkText('runner', transition.runner);
      checkDelivery(transition);
      break;
    case 'return':
      checkDelivery(transition);
      break;
    case 'requeue':
      checkWhole('attempt', transition.attempt, 1);
      break;
    case 'end':
      checkWhole('attempt', transition.attempt, 1);
      if (!Number.isFinite(transition.duration)) {
        throw new RangeError(
          `\`duration\` must be a number of milliseconds; got ${transition.duration}.`,
        );
      }
      if (transition.failure !== null && typeof transition.failure !== 'string') {
        throw new RangeError('`failure` must be a text, or `null` if the call completed.');
      }
      break;
    case 'add':
      checkWhole('addition', transition.addition, 0);
      checkWhole('calls', transition.calls, 0);
      break;
    case 'leave':
    case 'seal':
    case 'cancel':
    case 'fail':
    case 'complete':
      break;
    default:
      throw new RangeError(
        `\`kind\` must be one of those of the type \`Transition\`; got ${JSON.stringify((transition as Transition).kind)}.`,
      );
  }
}

function checkDelivery({ attempt, delivery = 1 }: Dial | Return): void {
  checkWhole('attempt', attempt, 1);
  checkWhole('delivery', delivery, 1);
}

function checkWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`\`${name}\` must be an integer of at least ${least}; got ${value}.`);
}

function checkText(name: string, value: string): void {
  if (typeof value === 'string' && value !== '') return;
  throw new RangeError(`\`${name}\` must be a text that is not empty.`);
}
