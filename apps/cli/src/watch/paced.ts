import type { BatchStatusClient, BatchStatusSource } from '@batch-status/node';
import type { Clock } from '@batch-status/time';

/** A client for many waits, which together send at most `perMinute` requests per minute. */
export function paced(
  client: BatchStatusClient,
  perMinute: number,
  clock: Clock,
): BatchStatusSource {
  const interval = 60_000 / perMinute;
  let freeAt = -Infinity;
  return {
    getBatchStatus: client.getBatchStatus,
    closeSignal: client.closeSignal,
    async requestBatchStatus(batchId, options) {
      const now = clock.now();
      const at = Math.max(now, freeAt);
      freeAt = at + interval;
      if (at > now) await clock.sleep(at - now, options?.signal);
      return client.requestBatchStatus(batchId, options);
    },
  };
}
