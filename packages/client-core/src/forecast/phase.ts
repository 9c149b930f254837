import { doneCalls, type Observation } from './observation.ts';
import type { Milestone } from './pace.ts';

/**
 * Where a batch is on its way:
 *
 * - `queued`: no call was dialled yet;
 * - `scheduled`: calls wait and none is active, for minutes or for days: not a fault;
 * - `running`: calls wait and calls are active;
 * - `draining`: calls are active and none waits;
 * - `finishing`: no call waits or is active, but the batch is not complete: it may be about to end,
 *   or failed calls are to be dialled again later;
 * - `stalled`: calls are active, and for long none has ended;
 * - `complete`: there is nothing more to wait for.
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
 * After how long without a call ending a batch with active calls is stalled, in milliseconds: ten
 * minutes, or ten average calls where that is longer.
 */
const stallThreshold = ({ batch }: Pick<Observation, 'batch'>): number =>
  Math.max(shortestStall, stallFactor * 1000 * (batch.averageCallDuration ?? 0));

/** @param stallAfter After how long without a call ending it is stalled, in milliseconds. */
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
