import type { Chunk, ChunkMemory } from './chunk-memory.ts';
import { ObjectEnd } from './object-end.ts';

/** The start of an entry that ends in a later chunk. */
export class Leftover {
  readonly #memory: ChunkMemory;
  #pieces: Buffer[] = [];
  #length = 0;
  /** Present if the start does not fit in the room before a chunk. */
  #end: ObjectEnd | undefined;

  constructor(memory: ChunkMemory) {
    this.#memory = memory;
  }

  get length(): number {
    return this.#length;
  }

  /** Keeps a copy of the start of an entry. */
  keep(rest: Buffer): void {
    if (rest.length > 0) this.#add(rest);
  }

  /**
   * Puts the start of the entry before the next chunk.
   *
   * @returns the chunks to search, in order. There are none until a long entry has ended.
   */
  before(chunk: Chunk): Chunk[] {
    if (!this.#end && this.#length > chunk.start) {
      this.#end = new ObjectEnd();
      for (const piece of this.#pieces) this.#end.in(piece, 0, piece.length);
    }
    return this.#end ? this.#gather(chunk, this.#end) : [this.#prepend(chunk)];
  }

  #prepend({ bytes, start, end }: Chunk): Chunk {
    const from = start - this.#length;
    for (const piece of this.#pieces) piece.copy(bytes, from);
    this.#clear();
    return { bytes, start: from, end };
  }

  #gather({ bytes, start, end }: Chunk, entry: ObjectEnd): Chunk[] {
    const entryEnd = entry.in(bytes, start, end);
    this.#add(bytes.subarray(start, entryEnd ?? end));
    if (entryEnd === undefined) {
      this.#memory.giveBack(bytes);
      return [];
    }
    const whole = this.#memory.joined(this.#pieces, this.#length);
    this.#clear();
    return [whole, { bytes, start: entryEnd, end }];
  }

  #add(bytes: Buffer): void {
    this.#pieces.push(Buffer.from(bytes));
    this.#length += bytes.length;
  }

  #clear(): void {
    this.#pieces = [];
    this.#length = 0;
    this.#end = undefined;
  }
}
