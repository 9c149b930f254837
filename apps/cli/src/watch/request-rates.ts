import { UsageError } from '../session/usage-error.ts';
import type { FollowOptions } from './following.ts';
import type { WatchCommandOptions } from './watch-command-options.ts';

/** Requests per minute. */
const defaultRate = 30;
/** The smallest plan allows so many requests per minute. */
const smallestPlan = 60;
/** A monitor reserves a fifth of the time for the response. */
const reserve = 1.25;

/**
 * The budget of requests, and how old data may get with it.
 *
 * @throws {UsageError} if the budget does not keep the batches as fresh as the options require.
 */
export function requestRates(
  { maxRate, maxStaleness }: WatchCommandOptions,
  batches: number,
  live: boolean,
): Pick<FollowOptions, 'maxRate' | 'maxStaleness'> {
  if (maxStaleness === undefined) {
    const rate = maxRate ?? defaultRate;
    const seconds = Math.max(live ? 5 : 15, (reserve * 60 * batches) / effective(rate));
    return { maxRate: rate, maxStaleness: seconds * 1000 };
  }
  const needed = (60 * batches) / maxStaleness;
  const rate = maxRate ?? Math.max(defaultRate, Math.min(needed, smallestPlan));
  if (needed > effective(rate)) {
    const data = batches === 1 ? 'the batch' : `${batches} batches`;
    throw new UsageError(
      `Keeping ${data} at most ${maxStaleness} s old takes ${Math.ceil(needed)} requests per minute, and --max-rate allows ${rate}. Raise --max-rate or --max-staleness.`,
    );
  }
  return { maxRate: rate, maxStaleness: maxStaleness * 1000 };
}

/** A monitor accepts whole requests per second, and less than one. */
export const effective = (perMinute: number): number =>
  perMinute < 60 ? perMinute : 60 * Math.floor(perMinute / 60);
