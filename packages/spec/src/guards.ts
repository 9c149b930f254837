import { knownStatuses } from './generated/facts.ts';
import type { CompletedCall, FailedCall, KnownStatus, RecentCall } from './types.ts';

/**
 * Whether a call completed, so that `duration` and `completedAt` can be read.
 *
 * A guard is needed because `status` is open. TypeScript cannot rule out that a call of an unknown
 * kind has the status `completed`, although the contract does.
 *
 * @example
 * ```ts
 * import { isCompletedCall, type BatchStatus } from '@batch-status/spec';
 *
 * const secondsTalked = (batch: BatchStatus): number =>
 *   (batch.recent_calls ?? []).filter(isCompletedCall).reduce((sum, call) => sum + (call.duration ?? 0), 0);
 * ```
 */
export function isCompletedCall(call: RecentCall): call is CompletedCall {
  return statusOf(call) === 'completed';
}

/**
 * Whether a call failed, so that `error` and `failedAt` can be read.
 *
 * @example
 * ```ts
 * import { isFailedCall, type RecentCall } from '@batch-status/spec';
 *
 * const calls: RecentCall[] = [{ jobId: 'call_1', status: 'failed', error: 'busy' }];
 * console.log(calls.filter(isFailedCall).map(({ error }) => error).join()); // busy
 * ```
 */
export function isFailedCall(call: RecentCall): call is FailedCall {
  return statusOf(call) === 'failed';
}

/** The status of any value: `undefined` if it has none or cannot be read. */
function statusOf(call: unknown): unknown {
  try {
    return (call as RecentCall).status;
  } catch {
    return undefined;
  }
}

/**
 * Whether a batch's `status` is one that the contract names.
 *
 * @example
 * ```ts
 * import { isKnownStatus } from '@batch-status/spec';
 *
 * console.log(isKnownStatus('processing'), isKnownStatus('paused')); // true false
 * ```
 */
export function isKnownStatus(status: string): status is KnownStatus {
  return (knownStatuses as readonly string[]).includes(status);
}
