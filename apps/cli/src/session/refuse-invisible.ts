import { UsageError } from './usage-error.ts';

/**
 * Batch ids are printed as they are.
 *
 * @throws {UsageError} for one with a character that changes how a terminal displays the text around it.
 */
export function refuseInvisible(batchIds: readonly string[]): void {
  if (batchIds.some((batchId) => /[\p{C}\p{Zl}\p{Zp}]/u.test(batchId))) {
    throw new UsageError('A batch id must not contain invisible characters. Type it by hand.');
  }
}
