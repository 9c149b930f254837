import type { BatchStatus, KnownStatus, Phase } from '@batch-status/fetch';

/** The statuses that say no more than the phase. */
const usual: readonly string[] = [
  'queued',
  'processing',
  'completed',
] satisfies readonly KnownStatus[];

/**
 * Says in a few words what a batch is doing: its phase, or how it ended, and its status if that is an
 * unusual one. Use it as text: an unknown phase or status comes from a server.
 *
 * @example
 * ```ts
 * import { phaseWords } from '@batch-status/element/bar';
 *
 * console.log(phaseWords('draining', 'processing')); // draining
 * console.log(phaseWords('complete', 'cancelled')); // cancelled
 * console.log(phaseWords('running', 'on_hold')); // running (on_hold)
 * ```
 */
export function phaseWords(phase: Phase, status: BatchStatus['status']): string {
  if (usual.includes(status)) return phase;
  return phase === 'complete' ? status : `${phase} (${status})`;
}
