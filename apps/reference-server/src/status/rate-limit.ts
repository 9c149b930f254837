/** How many requests are allowed in a period. */
export interface RateLimit {
  requests: number;
  /** In milliseconds. */
  period: number;
}

/**
 * Returns a function that decides whether a request is allowed at a time. No period, wherever it
 * begins, has more than the allowed number of requests.
 *
 * @returns A function that returns 0 if the request is allowed, and otherwise the milliseconds until
 * one is allowed. A rejected request does not count.
 * @throws RangeError if `requests` or `period` is out of range.
 */
export function rateLimiter({ requests, period }: RateLimit): (now: number) => number {
  if (!Number.isInteger(requests) || requests < 1 || requests > 1_000_000) {
    throw new RangeError(
      `\`rateLimit.requests\` must be an integer from 1 to 1000000; got ${requests}.`,
    );
  }
  if (!(period > 0 && period < Infinity)) {
    throw new RangeError(
      `\`rateLimit.period\` must be a finite number of milliseconds greater than 0; got ${period}.`,
    );
  }
  /** The times of the last allowed requests, with the oldest at `next`. */
  const allowed = new Float64Array(requests).fill(-Infinity);
  let next = 0;
  return (now) => {
    const wait = allowed[next]! + period - now;
    // If the clock was set back, a client still waits no longer than the period.
    if (wait > 0) return Math.min(wait, period);
    allowed[next] = now;
    next = (next + 1) % requests;
    return 0;
  };
}
