import type { Planned } from '../polling/agenda.ts';
import type { MonitoredBatch } from '../polling/monitored-batch.ts';

/**
 * When a batch is requested next. Times are those of the store, in milliseconds since the epoch.
 */
export interface SharedPlan extends Pick<
  Planned,
  'since' | 'notBefore' | 'pause' | 'urgentFrom' | 'urgentPause'
> {
  /** Whether its last request got no response. */
  isDoubtful: boolean;
}

export function planOf(batch: MonitoredBatch): SharedPlan {
  const { since, notBefore, pause, urgentFrom, urgentPause, isDoubtful } = batch;
  return { since, notBefore, pause, urgentFrom, urgentPause, isDoubtful };
}
