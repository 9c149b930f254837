import type { ErrorCode } from '../errors/errors.ts';
import type { RetryPolicy } from '../settings/retry-policy.ts';

const retryableStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether an answer of this status may become another one by asking again. */
export const isRetryableStatus = (status: number): boolean => retryableStatuses.has(status);

/** Why another request may do better than the one that ended so, or nothing where it cannot. */
export function retryReason(status = 0, code?: ErrorCode): ErrorCode | undefined {
  if (isRetryableStatus(status)) return status === 429 ? 'rate_limited' : 'api_error';
  return code === 'network' || code === 'malformed' ? code : undefined;
}

/**
 * A pause of full jitter: anywhere between nothing and the back-off, so that clients that failed
 * together do not return together.
 */
export const backOff = (attempt: number, policy: RetryPolicy, random: number): number =>
  random * Math.min(policy.maxDelay, policy.baseDelay * 2 ** (attempt - 1));
