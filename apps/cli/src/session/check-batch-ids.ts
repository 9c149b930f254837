import { UsageError } from './usage-error.ts';

/** Empty, or a segment that leads to another path. The client rejects them too, but later. */
const notAnId = /^(?:\.|%2e){0,2}$/i;

/**
 * Batch ids are printed as they are.
 *
 * @throws {UsageError} for one that is not an id, or with a character that changes how a terminal
 *   displays the text around it.
 */
export function checkBatchIds(batchIds: readonly string[]): void {
  if (batchIds.some((batchId) => /[\p{C}\p{Zl}\p{Zp}]/u.test(batchId))) {
    throw new UsageError('A batch id must not contain invisible characters. Type it by hand.');
  }
  const wrong = batchIds.find((batchId) => notAnId.test(batchId));
  if (wrong === undefined) return;
  const found = wrong === '' ? 'A batch id is empty' : `\`${wrong}\` is not a batch id`;
  throw new UsageError(`${found}. Use the id that was returned when the batch was started.`);
}
