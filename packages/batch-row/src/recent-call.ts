import type { RecentCall } from '@batch-status/spec';
import type { BatchRow } from './batch-row.ts';
import { wholeDuration } from './duration.ts';
import type { EndedCall } from './transition.ts';

/** How many recent calls a batch shows. */
export const recentCallCount = 10;

/**
 * A call that ended, as it appears in `recent_calls`.
 *
 * @param startTime That of its batch. No call ends before it, even if a clock was set back.
 */
export function recentCall(
  { call, at, duration, failure, phoneNumber }: EndedCall,
  { startTime }: Pick<BatchRow, 'startTime'>,
): RecentCall {
  const common = {
    jobId: call,
    ...(phoneNumber === undefined ? {} : { phone_number: phoneNumber }),
  };
  const endedAt = Math.max(at, startTime ?? 0);
  return failure === null
    ? {
        ...common,
        status: 'completed',
        completedAt: endedAt,
        duration: wholeDuration(duration) / 1000,
      }
    : { ...common, status: 'failed', failedAt: endedAt, error: failure };
}
