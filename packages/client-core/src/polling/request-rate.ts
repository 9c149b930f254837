/** After a refusal, the rate falls to this share. */
const decrease = 0.7;
/** Below one request per second, each success raises the rate by this share. */
const growth = 0.1;
/** The lowest rate after refusals, as a share of the limit. */
const lowestShare = 0.1;

/** The rate that the server accepts: the limit, or less after refusals. Times are steady, in milliseconds. */
export class RequestRate {
  readonly #limit: number;
  /** In requests per second. */
  perSecond: number;
  reducedAt: number;

  constructor(limit: number, perSecond: number = limit, reducedAt: number = -Infinity) {
    this.#limit = limit;
    this.perSecond = Math.min(limit, perSecond);
    this.reducedAt = reducedAt;
  }

  /** After refusals, the rate recovers by one request per second with each second of successes. */
  succeeded(): void {
    const rate = this.perSecond;
    this.perSecond = Math.min(this.#limit, rate < 1 ? rate * (1 + growth) : rate + 1 / rate);
  }

  /** The server refused a request that was sent then. Simultaneous refusals count once. */
  refused(sentAt: number, now: number): void {
    if (sentAt < this.reducedAt) return;
    this.reducedAt = now;
    this.perSecond = Math.max(this.#limit * lowestShare, this.perSecond * decrease);
  }
}
