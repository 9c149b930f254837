import { isCompletedCall, isFailedCall, isKnownStatus, type BatchStatus } from '@batch-status/spec';

export function describe({ status, recent_calls }: BatchStatus): string {
  const calls = (recent_calls ?? []).map((call) => {
    if (isCompletedCall(call)) return `completed in ${call.duration ?? '?'} s`;
    if (isFailedCall(call)) return 'failed';
    return call.status; // A kind of call that this version does not know.
  });
  return [isKnownStatus(status) ? status : `another status: ${status}`, ...calls].join(', ');
}
