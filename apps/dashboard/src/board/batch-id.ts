/** So that its link fits in a request, however many of its characters have to be encoded. */
const longest = 1000;
/** Dot segments lead to another path, and control characters and lone surrogates to none. */
const hostile = /^(?:\.|%2e){0,2}$|[\p{Cc}\p{Cs}]/iu;

/** Why a text cannot be a batch id, in one sentence; nothing if it can. */
export function faultOf(batchId: string): string | undefined {
  if (batchId.trim() === '') return 'A batch id must not be empty.';
  if (Buffer.byteLength(batchId) > longest) {
    return `A batch id must have at most ${longest} bytes; this one has ${Buffer.byteLength(batchId)}.`;
  }
  if (!hostile.test(batchId)) return undefined;
  return 'A batch id must not be "." or "..", and must not contain control characters or unpaired surrogates.';
}
