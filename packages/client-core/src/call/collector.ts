/**
 * Joins the chunks of a decoded body, and limits its size: a compressed response of a few kilobytes
 * can decode to gigabytes.
 */
export class Collector {
  readonly #maxBytes: number;
  #chunks: Uint8Array[] = [];
  /** Bytes so far. */
  length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Whether the body exceeds the limit. Then none of it is kept. */
  get isTooLarge(): boolean {
    return this.length > this.#maxBytes;
  }

  /** @returns Whether the body is still within the limit. */
  add(chunk: Uint8Array): boolean {
    this.length += chunk.byteLength;
    if (this.isTooLarge) this.#chunks = [];
    else this.#chunks.push(chunk);
    return !this.isTooLarge;
  }

  /**
   * The bytes so far, or none if the body is too large. A body of one chunk is not copied: allocating
   * a buffer costs as much as the rest of a response. The chunk may be part of a larger buffer.
   */
  bytes(): Uint8Array {
    const chunks = this.#chunks;
    if (chunks.length < 2) return chunks[0] ?? new Uint8Array();
    const whole = new Uint8Array(this.length);
    let offset = 0;
    for (const chunk of chunks) {
      whole.set(chunk, offset);
      offset += chunk.byteLength;
    }
    return whole;
  }
}
