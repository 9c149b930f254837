import type { BatchStatusError } from '../errors/errors.ts';

/** So many failures in a row, and none of them while another was under way, are an outage. */
const patience = 3;
const shortestPause = 250;
/** Not longer, so that the end of an outage is seen soon. */
const longestPause = 4_000;
/** So long a request may take to reach the server; more would cost a slow one too many of them. */
const longestWay = 50;

/** What a budget has to know of a request, besides its outcome. */
export interface Spending {
  /** It leaves only now, as when a function was asked for the key first. */
  left: (now: number) => void;
  /**
   * It is over.
   *
   * @param duration How long it took from when it left, if that is known.
   */
  settled: (now: number, duration?: number) => void;
}

/**
 * When requests may be sent: never more than `perSecond` in any second, and fewer while the server
 * refuses or fails. Nor does the server meet more: a connection that was just made holds up a
 * request, so a second counts from when it has reached the server for sure. Times are in
 * milliseconds, and never go back.
 */
export class RequestBudget {
  /** When the last requests had reached the server, in the order in which they were sent. */
  readonly #reached: Float64Array;
  readonly #window: number;
  #count = 0;
  /** How long a request is on its way, in a moving mean. */
  #way = 0;
  /** How many may be sent in a window: less than all after a refusal. */
  #allowed: number;
  #pausedUntil = -Infinity;
  #failures = 0;
  #failedAt = -Infinity;

  constructor(perSecond: number) {
    this.#allowed = Math.max(1, Math.floor(perSecond));
    this.#window = 1000 / Math.min(1, perSecond);
    this.#reached = new Float64Array(this.#allowed).fill(-Infinity);
  }

  /** How many requests a second there are at best, with requests as long on their way as before. */
  get perSecond(): number {
    return (this.#reached.length * 1000) / (this.#window + this.#way);
  }

  /** When the next request may be sent. */
  get readyAt(): number {
    const { length } = this.#reached;
    const before = this.#count - Math.floor(this.#allowed) + length;
    return Math.max(this.#pausedUntil, this.#reached[before % length]! + this.#window);
  }

  /** Counts a request: as one that leaves now, until more is known of it. */
  spend(now: number): Spending {
    const { length } = this.#reached;
    const nth = this.#count;
    this.#count += 1;
    let leftAt: number | undefined;
    const reach = (at: number): void => {
      const place = nth % length;
      // Its place may be another request's by now, which can have reached the server later.
      const later = this.#count - nth > length ? this.#reached[place]! : -Infinity;
      this.#reached[place] = Math.max(at, later);
    };
    reach(now + longestWay);
    return {
      left: (at) => {
        leftAt = at;
        reach(at + longestWay);
      },
      settled: (at, duration) => {
        if (duration !== undefined) leftAt = Math.max(now, at - duration);
        // A clock cuts off part of a millisecond.
        const reached = Math.min((leftAt ?? Infinity) + longestWay, at + 1);
        reach(reached);
        this.#way += (Math.min(reached - now, this.#window) - this.#way) / 16;
      },
    };
  }

  /** A request was answered: what was lost by refusals comes back, one for each second. */
  answered(): void {
    this.#failures = 0;
    this.#allowed = Math.min(this.#reached.length, this.#allowed + 1 / this.#allowed);
  }

  /**
   * A request failed. A refusal slows down all requests, and so does an outage, but not a failure
   * among answers, which is an affair of its batch.
   */
  failed(
    { code, retryAfter = 0 }: BatchStatusError,
    { sentAt, now, random }: { sentAt: number; now: number; random: number },
  ): void {
    const refused = code === 'rate_limited';
    // Those that were under way together fail together.
    if (sentAt >= this.#failedAt) {
      this.#failedAt = now;
      this.#failures += 1;
      if (refused) this.#allowed = Math.max(1, this.#allowed * 0.7);
    }
    const slower = refused || this.#failures > patience;
    const longest = Math.min(longestPause, shortestPause * 2 ** this.#failures);
    const pause = Math.max(retryAfter, slower ? longest * (0.5 + 0.5 * random) : 0);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
  }
}
