import type { BatchStatus } from '@batch-status/spec';
import { follow, type BatchStatusSource } from './follow.ts';
import type { WaitOptions } from './watch-options.ts';

/**
 * Resolves with the batch once it is complete. Only the end matters, so it asks as rarely as it
 * can without missing it by much.
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
  for await (const { batch } of follow(client, batchId, { ...options, maxStaleness: Infinity })) {
    if (batch.isComplete) return batch;
  }
  throw new Error('A followed batch ended without being complete.');
}
