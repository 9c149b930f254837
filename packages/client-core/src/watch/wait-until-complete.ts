import type { BatchStatus } from '@batch-status/spec';
import type { BatchStatusSource } from './batch-status-source.ts';
import { watch } from './watch.ts';
import {
  resolveWatchOptions,
  waitDefaults,
  watchDefaults,
  type WaitOptions,
} from './watch-options.ts';

/**
 * Resolves to the batch once it is complete. It polls as rarely as it can: if the end is
 * predictable, about 25 times for a batch of any length, and it sees the end within 2 seconds or 1 %
 * of the batch's duration, whichever is longer. If nothing predicts the end, because one call lasts
 * for hours, it polls every two minutes, or every hundredth of the batch's age if that is longer.
 * While many calls wait, it sees a cancellation up to 22 minutes or a tenth of the batch's age
 * late; `maxLag` limits that.
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
  const settings = resolveWatchOptions(options, waitDefaults, { watch: watchDefaults });
  let last!: BatchStatus;
  for await (const { batch } of watch(client, batchId, { ...settings, maxStaleness: Infinity })) {
    last = batch;
  }
  return last;
}
