/** How often, and how far apart, one call asks again. */
export interface RetryPolicy {
  /** Requests that one call may send, the first one included. Default 4. */
  attempts: number;
  /** The longest first pause, in milliseconds; it doubles with each retry. Default 250. */
  baseDelay: number;
  /** The longest pause, in milliseconds. Default 8,000. */
  maxDelay: number;
  /**
   * Whether a connection that may have been kept too long is made again at once: without a pause,
   * and also if there is only one attempt. Default true.
   */
  reconnect: boolean;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 4,
  baseDelay: 250,
  maxDelay: 8_000,
  reconnect: true,
};

const retryableStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether an answer of this status may become another one by asking again. */
export const isRetryableStatus = (status: number): boolean => retryableStatuses.has(status);

/**
 * A pause of full jitter: anywhere between nothing and the back-off, so that clients that failed
 * together do not return together.
 */
export const backOff = (attempt: number, policy: RetryPolicy, random: number): number =>
  random * Math.min(policy.maxDelay, policy.baseDelay * 2 ** (attempt - 1));

/** In answers, because a sum of tenths is never quite one. */
const fullBudget = 100;
const retryPrice = 10;

/**
 * What a client may spend on retries: ten at once, then one for every ten answers. Without it a
 * server that is down gets several times the requests that brought it down.
 */
export class RetryBudget {
  #left = fullBudget;

  earn(): void {
    this.#left = Math.min(fullBudget, this.#left + 1);
  }

  spend(): boolean {
    if (this.#left < retryPrice) return false;
    this.#left -= retryPrice;
    return true;
  }
}
