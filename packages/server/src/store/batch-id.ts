/** C0 and C1 control characters and DEL. */
const controlCharacter = /\p{Cc}/u;

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
