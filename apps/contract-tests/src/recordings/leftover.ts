import { joined, type Chunk, type ChunkMemory } from './memory.ts';

/** The beginning of an entry of which the end is in a later chunk. */
export class Leftover {
  readonly #memory: ChunkMemory;
  #pieces: Buffer[] = [];
  #length = 0;
  /** So much of it was searched for the end. */
  #searched = 0;

  constructor(memory: ChunkMemory) {
    this.#memory = memory;
  }

  get length(): number {
    return this.#length;
  }

  /** Keeps a copy of what a search could not use. */
  keep(rest: Buffer): void {
    this.#pieces = rest.length > 0 ? [Buffer.from(rest)] : [];
    this.#length = this.#searched = rest.length;
  }

  /**
   * Puts what is left over before the chunk that follows it.
   *
   * @returns `undefined` if more has to follow: a long entry is not searched again before twice as much
   * of it is there, so that all searches together take no longer than two of the whole.
   */
  before({ bytes, start, end }: Chunk): Chunk | undefined {
    const length = this.#length;
    if (this.#pieces.length <= 1 && length <= start) {
      this.#pieces[0]?.copy(bytes, start - length);
      this.keep(Buffer.alloc(0));
      return { bytes, start: start - length, end };
    }
    this.#pieces.push(Buffer.from(bytes.subarray(start, end)));
    this.#length += end - start;
    this.#memory.giveBack(bytes);
    return this.#length >= 2 * this.#searched ? this.#joined() : undefined;
  }

  /** What no search has seen yet, if nothing more follows. */
  unsearched(): Chunk | undefined {
    return this.#length > this.#searched ? this.#joined() : undefined;
  }

  #joined(): Chunk {
    const chunk = joined(this.#pieces, this.#length);
    this.keep(Buffer.alloc(0));
    return chunk;
  }
}
