/** C0 and C1 control characters and DEL. */
const controlCharacter = /\p{Cc}/u;

/** Whether a decoded batch id is one that the contract allows. */
export function isBatchId(batchId: string): boolean {
  return batchId !== '' && batchId !== '.' && batchId !== '..' && !controlCharacter.test(batchId);
}
