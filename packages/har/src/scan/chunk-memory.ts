/** How much is read at once. */
export const chunkBytes: number = 256 * 1024;
/** Room before that for the beginning of an entry, of which the end is read after it. */
const headroom = 256 * 1024;
/** The last byte is for the zero behind the bytes. */
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
  #large: Chunk['bytes'] | undefined;

  /** A chunk that is filled by reading, and has room before it. */
  take(): { bytes: Chunk['bytes']; start: number } {
    return { bytes: this.#free.pop() ?? sharedBuffer(blockBytes), start: headroom };
  }

  /** A chunk of what came in pieces. */
  joined(pieces: readonly Buffer[], length: number): Chunk {
    const bytes = this.#takeLarge(length + 1);
    let end = 0;
    for (const piece of pieces) end += piece.copy(bytes, end);
    bytes[end] = 0;
    return { bytes, start: 0, end };
  }

  giveBack(bytes: Chunk['bytes']): void {
    if (!isLarge(bytes)) this.#free.push(bytes);
    else if (bytes.length > (this.#large?.length ?? 0)) this.#large = bytes;
  }

  #takeLarge(least: number): Chunk['bytes'] {
    const large = this.#large;
    this.#large = undefined;
    if (large && large.length >= least) return large;
    return sharedBuffer(2 ** Math.ceil(Math.log2(Math.max(least, 2 * blockBytes))));
  }
}

/** Whether it is more than chunks usually have. */
export function isLarge(bytes: Uint8Array): boolean {
  return bytes.length > blockBytes;
}

function sharedBuffer(length: number): Chunk['bytes'] {
  return Buffer.from(new SharedArrayBuffer(length));
}
