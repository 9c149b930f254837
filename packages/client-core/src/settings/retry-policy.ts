import { complete, demand } from './options.ts';

/** How often a call is retried, and after which pauses. */
export interface RetryPolicy {
  /** The most requests that a call may send, including the first. Default 4. */
  attempts: number;
  /** The longest first pause, in milliseconds. It doubles with each retry. Default 250. */
  baseDelay: number;
  /** The longest pause, in milliseconds. Default 8,000. */
  maxDelay: number;
  /**
   * Whether to retry at once, without a pause, if a kept-alive connection turns out to be closed.
   * This retry happens even with `attempts: 1`. Default true.
   */
  reconnect: boolean;
  /**
   * The most retries of all calls together; each successful call allows another tenth of a retry. One
   * call may always send `attempts` requests if no other call had retries. Default 10.
   */
  budget: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 4,
  baseDelay: 250,
  maxDelay: 8_000,
  reconnect: true,
  budget: 10,
};

/**
 * @param defaults The values of members that `retry` does not set.
 * @throws {ConfigurationError} that names the invalid option.
 */
export function retryPolicyOf(
  retry: Partial<RetryPolicy> | false | undefined,
  defaults: RetryPolicy,
): RetryPolicy {
  if (retry === undefined) return defaults;
  if (retry === false) return { ...defaults, attempts: 1, reconnect: false };
  const policy = complete(retry, defaults, { path: 'retry' });
  const { attempts } = policy;
  demand(Number.isInteger(attempts), 'retry.attempts', attempts, 'a whole number');
  return policy;
}
