import { demand, demandNames, demandPositive } from './options.ts';

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

/**
 * @param defaults What is not changed.
 * @throws {ConfigurationError} that names the option that cannot work.
 */
export function retryPolicyOf(
  retry: Partial<RetryPolicy> | false | undefined,
  defaults: RetryPolicy,
): RetryPolicy {
  if (retry === undefined) return defaults;
  if (retry === false) return { ...defaults, attempts: 1, reconnect: false };
  demandNames(retry, Object.keys(defaults));
  const policy = { ...defaults, ...retry };
  demandPositive('retry.baseDelay', policy.baseDelay);
  demandPositive('retry.maxDelay', policy.maxDelay);
  const { attempts } = policy;
  const countable = Number.isInteger(attempts) && attempts > 0;
  demand(countable, 'retry.attempts', attempts, 'a whole number above 0');
  return policy;
}
