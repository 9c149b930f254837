import { isKnownStatus, type BatchStatus, type Phase } from '@batch-status/fetch';
import { textOf } from './text.ts';

const phases: Record<Phase, string> = {
  queued: 'waiting to start',
  scheduled: 'waiting to dial',
  running: 'running',
  draining: 'last calls running',
  finishing: 'about to complete',
  stalled: 'stalled',
  complete: 'complete',
};

/** How a batch ended, if its calls were not all made. */
const ends = /^(?:cancelled|failed)$/;

/**
 * Says in a few words what a batch is doing: its phase, how it ended, and its status if that is one
 * that this version does not know. Use it as text: the words of an unknown phase or status come from
 * a server.
 *
 * @example
 * ```ts
 * import { phaseWords } from '@batch-status/element/bar';
 *
 * console.log(phaseWords('draining', 'processing')); // last calls running
 * console.log(phaseWords('complete', 'cancelled')); // cancelled
 * console.log(phaseWords('running', 'on_hold')); // running (on_hold)
 * ```
 */
export function phaseWords(phase: Phase, status: BatchStatus['status']): string {
  const [name, state] = [textOf(phase, 40), textOf(status, 40)];
  if (name === 'complete' && ends.test(state)) return state;
  const words = Object.hasOwn(phases, name) ? phases[name as Phase] : name;
  return !state || isKnownStatus(state) ? words : `${words} (${state})`;
}
