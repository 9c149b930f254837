import type { BatchStore, StoredBatch } from '@batch-status/server';
import type { Batches } from '../batches/batches.ts';
import type { Situation } from './situations.ts';

/** The batches as clients meet them: after what a situation does before each response. */
export function situationStore(
  batches: Pick<Batches, 'read' | 'nextChangeAt'>,
  situations: ReadonlyMap<string, Situation>,
): Pick<BatchStore, 'read'> {
  // The same object for the same batch, so that it is encoded once.
  const shown = new WeakMap<StoredBatch, StoredBatch>();
  const show = (batch: StoredBatch | undefined): StoredBatch | undefined => {
    if (batch === undefined) return undefined;
    const known = shown.get(batch);
    if (known !== undefined) return known;
    const status = situations.get(batch.batchId)?.status ?? batch.status.status;
    const nextChangeAt = batches.nextChangeAt(batch.batchId);
    const found = { ...batch, status: { ...batch.status, status }, nextChangeAt };
    shown.set(batch, found);
    return found;
  };
  const read = (batchId: string): ReturnType<BatchStore['read']> => {
    const batch = batches.read(batchId);
    return batch instanceof Promise ? batch.then(show) : show(batch);
  };
  return {
    read: (batchId) => {
      const { before, isHidden } = situations.get(batchId) ?? {};
      if (isHidden) return undefined;
      const waiting = before?.();
      return waiting instanceof Promise ? waiting.then(() => read(batchId)) : read(batchId);
    },
  };
}
