import type { BatchStatusError } from '../errors/errors.ts';

/** More successive failures than this, not counting concurrent ones, are an outage. */
const toleratedFailures = 3;
const shortestPause = 250;
/** Short enough to see the end of an outage soon. */
const longestPause = 4_000;
/** The longest assumed time for a request to reach the server. More would waste budget. */
const maxTransit = 50;

/** Updates the budget about one request, apart from its outcome. */
export interface Spending {
  /** The request was sent only now, for example because an `apiKey` function took time. */
  sent: (now: number) => void;
  /**
   * The request is over.
   *
   * @param duration Its time from sending to the end, if known.
   */
  settled: (now: number, duration?: number) => void;
}

/**
 * Decides when requests may be sent: at most `perSecond` in any second, and fewer while the server
 * refuses or fails. The limit also holds at the server. A new connection delays its request, so a
 * second counts from the time by which the request has surely reached the server. Times are in
 * milliseconds and never go back.
 */
export class RequestBudget {
  /** When the last requests reached the server, in the order they were sent. */
  readonly #reached: Float64Array;
  readonly #window: number;
  #count = 0;
  /** The moving average of how long a request takes to reach the server. */
  #transit = 0;
  /** How many requests may be sent in a window. Reduced after a refusal. */
  #allowed: number;
  #pausedUntil = -Infinity;
  #failures = 0;
  #failedAt = -Infinity;

  constructor(perSecond: number) {
    this.#allowed = Math.max(1, Math.floor(perSecond));
    this.#window = 1000 / Math.min(1, perSecond);
    this.#reached = new Float64Array(this.#allowed).fill(-Infinity);
  }

  /** The most requests per second that are possible at the current transit time. */
  get perSecond(): number {
    return (this.#reached.length * 1000) / (this.#window + this.#transit);
  }

  /** When the next request may be sent. */
  get readyAt(): number {
    const { length } = this.#reached;
    const before = this.#count - Math.floor(this.#allowed) + length;
    return Math.max(this.#pausedUntil, this.#reached[before % length]! + this.#window);
  }

  /** Counts a request as sent now. The returned callbacks correct that time. */
  spend(now: number): Spending {
    const { length } = this.#reached;
    const nth = this.#count;
    this.#count += 1;
    let sentAt: number | undefined;
    const reach = (at: number): void => {
      const slot = nth % length;
      // A newer request may have taken this slot, and may have reached the server later.
      const later = this.#count - nth > length ? this.#reached[slot]! : -Infinity;
      this.#reached[slot] = Math.max(at, later);
    };
    reach(now + maxTransit);
    return {
      sent: (at) => {
        sentAt = at;
        reach(at + maxTransit);
      },
      settled: (at, duration) => {
        if (duration !== undefined) sentAt = Math.max(now, at - duration);
        // The clock rounds down to a millisecond.
        const reached = Math.min((sentAt ?? Infinity) + maxTransit, at + 1);
        reach(reached);
        this.#transit += (Math.min(reached - now, this.#window) - this.#transit) / 16;
      },
    };
  }

  /** A request succeeded. After refusals, the limit recovers by one request per second. */
  succeeded(): void {
    this.#failures = 0;
    this.#allowed = Math.min(this.#reached.length, this.#allowed + 1 / this.#allowed);
  }

  /**
   * A request failed. A refusal or an outage slows down all requests. A single failure among
   * successes concerns only its batch.
   */
  failed(
    { code, retryAfter = 0 }: BatchStatusError,
    { sentAt, now, random }: { sentAt: number; now: number; random: number },
  ): void {
    const refused = code === 'rate_limited';
    // Concurrent requests fail together: count them once.
    if (sentAt >= this.#failedAt) {
      this.#failedAt = now;
      this.#failures += 1;
      if (refused) this.#allowed = Math.max(1, this.#allowed * 0.7);
    }
    const slower = refused || this.#failures > toleratedFailures;
    const longest = Math.min(longestPause, shortestPause * 2 ** this.#failures);
    const pause = Math.max(retryAfter, slower ? longest * (0.5 + 0.5 * random) : 0);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
  }
}
