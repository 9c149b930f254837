import { maskPhoneNumbers, type BatchStatus, type RecentCall } from '@batch-status/fetch';

/** A batch fit to be printed: the numbers called keep their last two digits. */
export function maskBatch(batch: BatchStatus): BatchStatus {
  return batch.recent_calls ? { ...batch, recent_calls: batch.recent_calls.map(maskCall) } : batch;
}

function maskCall(call: RecentCall): RecentCall {
  const masked = { ...call };
  if (call.phone_number) masked.phone_number = `•••${call.phone_number.slice(-2)}`;
  if ('error' in masked && typeof masked.error === 'string') {
    masked.error = maskPhoneNumbers(masked.error);
  }
  return masked;
}
