import { UnknownBatchError, type BatchStore } from '@batch-status/server';
import { BatchError } from './create-batch.ts';

/**
 * Cancels a batch. Its jobs leave the queue when workers take them.
 *
 * @returns Whether it was cancelled now, or had ended or been cancelled before.
 * @throws BatchError if there is no such batch.
 */
export async function cancelBatch(
  store: BatchStore,
  batchId: string,
  at: number,
): Promise<boolean> {
  try {
    const [outcome] = await store.transition(batchId, [{ kind: 'cancel', at }]);
    return outcome === 'applied';
  } catch (error) {
    if (!(error instanceof UnknownBatchError)) throw error;
    throw new BatchError('There is no batch with this id; check the id.');
  }
}
