import type { EndedCall } from '@batch-status/batch-row';
import type { RecentCall } from '@batch-status/spec';
import { fictionalPhoneNumber } from './phone-number.ts';

/** A call that ended, as it appears in `recent_calls`. */
export function recentCall({ call, at, duration, failure }: EndedCall, seed: number): RecentCall {
  const jobId = `call_${call + 1}`;
  const phone_number = fictionalPhoneNumber(seed, call);
  return failure === null
    ? { jobId, status: 'completed', phone_number, completedAt: at, duration: duration / 1000 }
    : { jobId, status: 'failed', phone_number, failedAt: at, error: failure };
}
