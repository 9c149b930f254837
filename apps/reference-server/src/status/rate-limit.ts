/** How many requests are allowed in any stretch of time. */
export interface RateLimit {
  requests: number;
  /** In milliseconds. */
  period: number;
}

/**
 * A limiter that lets no stretch of the period have more than so many requests, wherever it begins.
 *
 * @returns Takes a request at a time; gives 0 if it is allowed, or else the milliseconds until one
 * is. A request that is refused does not count.
 * @throws RangeError if the limit is not of whole requests and of a period, each above 0.
 */
export function rateLimiter({ requests, period }: RateLimit): (now: number) => number {
  if (!Number.isInteger(requests) || requests < 1 || requests > 1_000_000) {
    throw new RangeError(
      `The rate limit allows ${requests} requests; give a whole number from 1 to 1000000.`,
    );
  }
  if (!(period > 0 && period < Infinity)) {
    throw new RangeError(`The rate limit's period is ${period}; give milliseconds above 0.`);
  }
  /** When the last requests were allowed, the oldest at `next`. */
  const allowed = new Float64Array(requests).fill(-Infinity);
  let next = 0;
  return (now) => {
    const wait = allowed[next]! + period - now;
    // A clock that was set back makes nobody wait longer than the period.
    if (wait > 0) return Math.min(wait, period);
    allowed[next] = now;
    next = (next + 1) % requests;
    return 0;
  };
}
