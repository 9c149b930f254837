import type { BatchStatusError, ErrorCode } from '../errors/errors.ts';
import type { RetryPolicy } from '../settings/retry-policy.ts';

const retryableStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether a request with this response status is worth retrying. */
export const isRetryableStatus = (status: number): boolean => retryableStatuses.has(status);

/** The reason to retry, or `undefined` if a retry cannot help. */
export function retryReason(status = 0, error?: BatchStatusError): ErrorCode | undefined {
  if (isRetryableStatus(status)) return status === 429 ? 'rate_limited' : 'api_error';
  if (!error || error.retryable === false) return undefined;
  return error.code === 'network' || error.code === 'malformed' ? error.code : undefined;
}

/**
 * The pause before a retry, with full jitter: a random time up to the exponential backoff, so that
 * clients that failed together do not retry together.
 */
export const backoff = (attempt: number, policy: RetryPolicy, random: number): number =>
  random * Math.min(policy.maxDelay, policy.baseDelay * 2 ** (attempt - 1));
