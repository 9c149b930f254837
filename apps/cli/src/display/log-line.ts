import { formatDuration, formatEstimate, formatRange } from '../text/duration.ts';
import type { LocalTime } from '../text/local-time.ts';
import { formatRate } from '../text/rate.ts';
import type { Glyphs } from './glyphs.ts';
import {
  askedToWait,
  elapsedOf,
  endOf,
  inWords,
  nextOf,
  percentOf,
  problemOf,
  stateOf,
  timeLeftOf,
  type Watched,
} from './watched.ts';

/** Describes what is known about a batch in full, in one line. */
export function logLine(
  watched: Watched,
  now: number,
  { dash }: Pick<Glyphs, 'dash'>,
  time: LocalTime,
): string {
  const { update, problem = '' } = watched;
  const failing = problemOf(watched);
  const trouble = failing
    ? [
        inWords(failing.code),
        askedToWait(watched, now, time),
        nextOf(watched, now),
        problem && `problem: ${problem}`,
      ]
    : [askedToWait(watched, now, time)];
  if (!update) return [stateOf(watched), ...trouble].filter(Boolean).join(', ');
  const { batch, progress } = update;
  const { completed, failed, active, waiting, total } = batch;
  const { done, unaccounted, throughput } = progress;
  const percent = percentOf(watched);
  const left = timeLeftOf(watched, now);
  const elapsed = elapsedOf(watched, now);
  return [
    `${stateOf(watched)}: ${done} of ${total} done${percent && `, ${percent}`} (${completed} completed, ${failed} failed)`,
    `${active} active`,
    `${waiting} waiting`,
    `${unaccounted} unaccounted`,
    throughput === undefined ? '' : formatRate(throughput, 'calls'),
    elapsed === undefined ? '' : `${formatDuration(elapsed)} elapsed`,
    left
      ? `${formatEstimate(left.likely)} left (${formatRange(left.low, left.high, dash)}, ${left.confidence} confidence)`
      : '',
    endOf(watched, now, time),
    ...trouble,
  ]
    .filter(Boolean)
    .join(', ');
}
