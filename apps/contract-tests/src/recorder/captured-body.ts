/** A copy of the bytes of a body, up to a limit. */
export class CapturedBody {
  /** The number of bytes that passed. */
  size = 0;
  /** Whether the last byte passed. */
  isWhole = false;
  readonly #limit: number;
  #chunks: Buffer[] = [];

  /** @param limit In bytes. Nothing is kept of a larger body. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Buffer): void {
    this.size += chunk.length;
    if (this.isTooLarge) this.#chunks = [];
    else this.#chunks.push(chunk);
  }

  get isTooLarge(): boolean {
    return this.size > this.#limit;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}
