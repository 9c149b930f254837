import { isBatchId } from '@batch-status/server';

/** What {@link isBatchId} checks, as the end of a sentence. */
export const batchIdRule =
  'must not be empty or a dot segment, and must not contain control characters';

/** @throws RangeError if the contract does not allow an id. */
export function demandBatchId(batchId: string): void {
  if (!isBatchId(batchId)) throw new RangeError(`A batch id ${batchIdRule}.`);
}
