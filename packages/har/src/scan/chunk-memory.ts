/** The most bytes to read at once. */
export const chunkBytes: number = 256 * 1024;
/** Room before a chunk for the start of an entry that ends in this chunk. */
const headroom = 256 * 1024;
/** With one byte for the zero after the chunk. */
const blockBytes = headroom + chunkBytes + 1;

/** Part of a file. */
export interface Chunk {
  /** In memory that threads can share. */
  bytes: Buffer<SharedArrayBuffer>;
  start: number;
  /** A zero follows the bytes. */
  end: number;
}

/** Memory for chunks. It is used again, since allocating new memory for each chunk is slower. */
export class ChunkMemory {
  readonly #free: Chunk['bytes'][] = [];
  #large: Chunk['bytes'] | undefined;

  /** Memory for a chunk to read, with room before it. */
  take(): { bytes: Chunk['bytes']; start: number } {
    return { bytes: this.#free.pop() ?? sharedBuffer(blockBytes), start: headroom };
  }

  /** A chunk that joins several pieces. */
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

/** Whether it is larger than the memory of a usual chunk. */
export function isLarge(bytes: Uint8Array): boolean {
  return bytes.length > blockBytes;
}

function sharedBuffer(length: number): Chunk['bytes'] {
  return Buffer.from(new SharedArrayBuffer(length));
}
