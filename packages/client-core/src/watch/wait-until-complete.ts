import type { BatchStatus } from '@batch-status/spec';
import type { BatchStatusSource } from './batch-status-source.ts';
import { watch } from './watch.ts';
import type { WaitOptions } from './watch-options.ts';

/**
 * Resolves with the batch once it is complete. Only the end matters, so it asks as rarely as it
 * can: some 20 times where the end can be foreseen, however long the batch is, and then sees it
 * within 2 seconds or 1 % of the batch's duration. What nobody can foresee, such as one call that
 * lasts for hours or a cancellation, it may see later, by a seventh of the duration or an hour.
 *
 * @throws what {@link watch} throws.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient, waitUntilComplete } from '@batch-status/fetch';
 *
 * const client = createBatchStatusClient({ baseUrl: '/api' });
 * const { completed, failed } = await waitUntilComplete(client, 'batch_7891011121314', {
 *   maxWait: 3_600_000,
 * });
 * ```
 */
export async function waitUntilComplete(
  client: BatchStatusSource,
  batchId: string,
  options: WaitOptions = {},
): Promise<BatchStatus> {
  for await (const { batch } of watch(client, batchId, { ...options, maxStaleness: Infinity })) {
    if (batch.isComplete) return batch;
  }
  throw new Error('A followed batch ended without being complete.');
}
