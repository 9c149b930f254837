import type { BatchStore } from '@batch-status/server';
import type { Queue } from 'bullmq';
import type { Reach } from '../witness/kill-points.ts';

/** How many jobs one request adds. */
const chunk = 50;

/** Creates a batch and its jobs. It may be run again, and then adds what is missing. */
export async function createBatch(
  store: BatchStore,
  queue: Queue,
  { batchId, total }: { batchId: string; total: number },
  reach: Reach,
): Promise<void> {
  await store.create({ batchId, total });
  reach('while jobs are added', 'before the first');
  for (let first = 0; first < total; first += chunk) {
    const numbers = Array.from(
      { length: Math.min(chunk, total - first) },
      (_, index) => first + index,
    );
    await queue.addBulk(
      numbers.map((number) => ({
        name: 'call',
        data: { batchId, call: `call-${number}` },
        // A job that is left after its end could not be added again.
        opts: {
          jobId: `${batchId}-${number}`,
          attempts: 2,
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    );
    reach('while jobs are added', String(first));
  }
}
