import { doneCalls, type Observation } from './observation.ts';
import type { Milestone } from './pace.ts';

/**
 * The phase of a batch:
 *
 * - `queued`: no call has been dialed yet.
 * - `scheduled`: calls are waiting and none is active, for minutes or for days. This is normal.
 * - `running`: calls are waiting, and calls are active.
 * - `draining`: calls are active, and none is waiting.
 * - `finishing`: no call is waiting or active, but the batch is not complete. It is about to
 *   complete, or failed calls will be dialed again.
 * - `stalled`: calls are active, but none has ended for a long time.
 * - `complete`: the batch is complete.
 */
export type Phase =
  | 'queued'
  | 'scheduled'
  | 'running'
  | 'draining'
  | 'finishing'
  | 'stalled'
  | 'complete';

const shortestStall = 600_000;
const stallFactor = 10;

/**
 * How long active calls may go on without one ending before the batch counts as stalled, in
 * milliseconds: ten minutes or ten average calls, whichever is longer.
 */
export const stallThreshold = ({ batch }: Pick<Observation, 'batch'>): number =>
  Math.max(shortestStall, stallFactor * 1000 * (batch.averageCallDuration ?? 0));

/** @param stallAfter Milliseconds without a call ending after which the batch is stalled. */
export function phaseOf(
  milestone: Pick<Milestone, 'batch' | 'quietFor'>,
  stallAfter: number = stallThreshold(milestone),
): Phase {
  const { batch, quietFor } = milestone;
  if (batch.isComplete) return 'complete';
  if (batch.active > 0) {
    if (quietFor >= stallAfter) return 'stalled';
    return batch.waiting > 0 ? 'running' : 'draining';
  }
  const untouched = doneCalls(batch) === 0 && batch.startTime == null;
  if (batch.waiting > 0) return untouched ? 'queued' : 'scheduled';
  return untouched && batch.total === 0 ? 'queued' : 'finishing';
}
