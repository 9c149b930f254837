/** C0 and C1 control characters and DEL. */
const controlCharacter = /\p{Cc}/u;

/** What {@link isBatchId} checks, as the end of a sentence. */
export const batchIdRule =
  'must not be empty or a dot segment, and must not contain control characters';

/**
 * Whether the contract allows a batch id.
 *
 * @example
 * ```ts
 * import { isBatchId } from '@batch-status/server';
 *
 * console.log(isBatchId('reminders'), isBatchId('..')); // true false
 * ```
 */
export function isBatchId(batchId: string): boolean {
  return batchId !== '' && batchId !== '.' && batchId !== '..' && !controlCharacter.test(batchId);
}
