/** How much is read at once. */
export const chunkBytes: number = 256 * 1024;
/** Room before that for the beginning of an entry, of which the end is read after it. */
const headroom = 32 * 1024;
const blockBytes = headroom + chunkBytes + 1;

/** Part of a file. */
export interface Chunk {
  /** In memory that threads can share. */
  bytes: Buffer<SharedArrayBuffer>;
  start: number;
  /** Behind it there is a zero. */
  end: number;
}

/** Memory for chunks, which is used again and again: to have it freed and given anew takes more. */
export class ChunkMemory {
  readonly #free: Chunk['bytes'][] = [];

  /** A chunk that is filled by reading, and has room before it. */
  take(): { bytes: Chunk['bytes']; start: number } {
    return { bytes: this.#free.pop() ?? sharedBuffer(blockBytes), start: headroom };
  }

  giveBack(bytes: Chunk['bytes']): void {
    if (!isLarge(bytes)) this.#free.push(bytes);
  }
}

/** A chunk of what was read in pieces. */
export function joined(pieces: readonly Uint8Array[], length: number): Chunk {
  const bytes = sharedBuffer(Math.max(length, blockBytes) + 1);
  let end = 0;
  for (const piece of pieces) {
    bytes.set(piece, end);
    end += piece.length;
  }
  return { bytes, start: 0, end };
}

/** Whether it is more than chunks usually have. */
export function isLarge(bytes: Uint8Array): boolean {
  return bytes.length > blockBytes;
}

function sharedBuffer(length: number): Chunk['bytes'] {
  return Buffer.from(new SharedArrayBuffer(length));
}
