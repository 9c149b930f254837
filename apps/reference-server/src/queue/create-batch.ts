import type { BatchStore } from '@batch-status/server';
import type { Queue } from 'bullmq';
import type { CallData } from './call-queue.ts';

/** A batch cannot be created or cancelled. The message says why and what to do, in one sentence. */
export class BatchError extends Error {
  override name = 'BatchError';
}

/** How many jobs are added at once. */
const pageSize = 1000;

/**
 * Creates a batch, and adds a job for each call that has none. If it is stopped on the way, or if
 * Redis has lost something, it does the rest when it runs again.
 *
 * @returns Whether calls of the batch are left.
 * @throws BatchError if the batch exists with another number of calls.
 */
export async function createBatch(
  store: BatchStore,
  queue: Queue<CallData>,
  batchId: string,
  total: number,
): Promise<boolean> {
  if (!(await store.create({ batchId, total }))) {
    const existing = (await store.read(batchId))!.status;
    if (existing.total !== total) {
      throw new BatchError(
        `The batch exists with ${existing.total} calls, not with ${total}; use another id, or --calls ${existing.total}.`,
      );
    }
    if (existing.isComplete) return false;
  }
  for (let from = 0; from < total; from += pageSize) {
    const size = Math.min(pageSize, total - from);
    const calls = Array.from({ length: size }, (_, index) => `call_${from + index + 1}`);
    await queue.addBulk(calls.map((call) => jobOf(batchId, call)));
  }
  return total > 0;
}

/** A job with this id exists only once, and is gone after its end. */
function jobOf(batchId: string, call: string): Parameters<Queue<CallData>['addBulk']>[0][number] {
  // BullMQ allows no colon in an id.
  const jobId = `${encodeURIComponent(batchId)}/${call}`;
  return {
    name: 'call',
    data: { batchId, call },
    opts: { jobId, removeOnComplete: true, removeOnFail: true },
  };
}
