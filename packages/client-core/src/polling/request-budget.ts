import { RequestRate } from './request-rate.ts';

/** A clock that rounds down to a millisecond may report an end too early. */
const rounding = 1;

/**
 * Decides when requests may be sent: at most `perSecond` arrive at the server in any second. It is
 * unknown when a request arrives, except that it is after it was sent and before its response. So
 * each request occupies a slot from its sending until one second after its end. Times are in
 * milliseconds and never go back.
 */
export class RequestBudget {
  readonly #rate: RequestRate;
  /** When occupied slots become free, for requests that are over, in ascending order. */
  readonly #freeAt: number[] = [];
  #inProgress = 0;

  constructor(perSecond: number) {
    this.#rate = new RequestRate(perSecond);
  }

  /** The most requests per second at present. */
  get perSecond(): number {
    return this.#rate.perSecond;
  }

  /** How many requests may be in progress at once. */
  get slots(): number {
    return slotsOf(this.perSecond);
  }

  /** When the next request may be sent; `Infinity` while that depends on a response. */
  get readyAt(): number {
    const freed = this.#inProgress + this.#freeAt.length - this.slots;
    return freed < 0 ? -Infinity : (this.#freeAt[freed] ?? Infinity);
  }

  /** Counts a request as sent now. Call the returned function with the time of its end. */
  spend(now: number): (now: number) => void {
    while (this.#freeAt[0]! <= now) this.#freeAt.shift();
    this.#inProgress += 1;
    return (endedAt) => {
      this.#inProgress -= 1;
      this.#freeAt.push(endedAt + rounding + windowOf(this.perSecond));
    };
  }

  succeeded(): void {
    this.#rate.succeeded();
  }

  refused(sentAt: number, now: number): void {
    this.#rate.refused(sentAt, now);
  }
}

/** How many requests may arrive in a window. */
export const slotsOf = (perSecond: number): number => Math.max(1, Math.floor(perSecond));

/** The length of a window, in milliseconds: more than a second for less than a request per second. */
export const windowOf = (perSecond: number): number => 1000 / Math.min(1, perSecond);
