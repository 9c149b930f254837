import type { Update } from '../session/client.ts';
import { formatRange } from '../text/duration.ts';
import type { Glyphs } from './glyphs.ts';
import { formatRate } from '../text/rate.ts';
import { standing, type Watched } from './watched.ts';

/** All that an update says, for a line as long as it needs. */
export function logLine(watched: Watched, update: Update, { dash }: Glyphs): string {
  const { batch, progress, problem } = update;
  const { completed, failed, active, waiting, total } = batch;
  const { done, unaccounted, throughput, timeLeft } = progress;
  return [
    `${standing(watched)}: ${done} of ${total} done (${completed} completed, ${failed} failed)`,
    `${active} active`,
    `${waiting} waiting`,
    `${unaccounted} unaccounted`,
    ...(throughput === undefined ? [] : [formatRate(throughput, 'calls')]),
    ...(timeLeft ? [`${formatRange(timeLeft.low, timeLeft.high, dash)} left`] : []),
    ...(problem ? [`problem: ${problem.message}`] : []),
  ].join(', ');
}
