import { UsageError } from '../session/usage-error.ts';
import type { FollowOptions } from './following.ts';
import type { WatchCommandOptions } from './watch-command-options.ts';

/** Requests per minute that are sent without an option that asks for more. */
const politeRate = 30;
/** The smallest plan allows so many requests per minute. */
const smallestPlan = 60;
/** A monitor needs some of the time for the responses. */
const reserve = 1.25;

type Rates = Pick<FollowOptions, 'maxRate' | 'maxStaleness'>;

/**
 * The budget of requests, and how old data may get with it.
 *
 * @throws {UsageError} if the budget does not keep the batches as fresh as the options require.
 */
export function requestRates(
  { maxRate, maxStaleness }: WatchCommandOptions,
  batches: number,
  live: boolean,
): Rates {
  const fresh = maxStaleness ?? (live ? 5 : 15);
  const needed = (reserve * 60 * batches) / fresh;
  const most = maxStaleness === undefined ? politeRate : smallestPlan;
  const rate = maxRate ?? Math.min(needed, most);
  if (maxStaleness !== undefined && needed > effective(rate)) {
    throw budgetTooSmall(batches, { maxRate: rate, maxStaleness: 1000 * maxStaleness });
  }
  const possible = (reserve * 60 * batches) / effective(rate);
  return { maxRate: rate, maxStaleness: 1000 * (maxStaleness ?? Math.max(fresh, possible)) };
}

/** A monitor accepts whole requests per second, and less than one. */
export const effective = (perMinute: number): number =>
  perMinute < 60 ? perMinute : 60 * Math.floor(perMinute / 60);

/** The budget does not keep the batches as fresh as the options require. */
export function budgetTooSmall(batches: number, { maxRate, maxStaleness }: Rates): UsageError {
  const data = batches === 1 ? 'the batch' : `${batches} batches`;
  const needed = Math.ceil((reserve * 60_000 * batches) / maxStaleness);
  return new UsageError(
    `Keeping ${data} at most ${maxStaleness / 1000} s old takes about ${needed} requests per minute; the budget is ${Math.floor(maxRate)}. Raise --max-rate or --max-staleness.`,
  );
}
