import { complete, demand } from './options.ts';

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
  const policy = complete(retry, defaults, 'retry');
  const { attempts } = policy;
  demand(Number.isInteger(attempts), 'retry.attempts', attempts, 'a whole number');
  return policy;
}
