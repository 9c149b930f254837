import type { WatchUpdate } from '@batch-status/node';
import { formatRange } from '../text/duration.ts';
import type { Glyphs } from './glyphs.ts';
import { formatRate } from '../text/rate.ts';
import { stateOf, type Watched } from './watched.ts';

/** Describes an update in full, in one line. */
export function logLine(watched: Watched, update: WatchUpdate, { dash }: Glyphs): string {
  const { batch, progress, problem } = update;
  const { completed, failed, active, waiting, total } = batch;
  const { done, unaccounted, throughput, timeLeft } = progress;
  return [
    `${stateOf(watched)}: ${done} of ${total} done (${completed} completed, ${failed} failed)`,
    `${active} active`,
    `${waiting} waiting`,
    `${unaccounted} unaccounted`,
    ...(throughput === undefined ? [] : [formatRate(throughput, 'calls')]),
    ...(timeLeft ? [`${formatRange(timeLeft.low, timeLeft.high, dash)} left`] : []),
    ...(problem ? [`problem: ${problem.message}`] : []),
  ].join(', ');
}
