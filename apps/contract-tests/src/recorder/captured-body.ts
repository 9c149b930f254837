/** The bytes of a body as they pass, up to a limit. */
export class CapturedBody {
  /** How many bytes passed. */
  size = 0;
  /** Whether the last byte passed. */
  isWhole = false;
  readonly #limit: number;
  #chunks: Buffer[] = [];

  /** @param limit In bytes; of a larger body nothing is kept. */
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
