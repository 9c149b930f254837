/** Thrown by a {@link Collector}; a call makes it an error with code `too_large`. */
export class BodyTooLarge extends Error {}

export const isBodyTooLarge = (error: unknown): error is BodyTooLarge =>
  error instanceof BodyTooLarge;

/**
 * Puts the chunks of a decoded body together and alone counts them: a compressed answer of a few
 * kilobytes can decode to gigabytes.
 */
export class Collector {
  readonly #maxBytes: number;
  #chunks: Uint8Array[] = [];
  /** In bytes, so far. */
  length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @throws {BodyTooLarge} when the body has more bytes than allowed. */
  add(chunk: Uint8Array): void {
    this.length += chunk.byteLength;
    if (this.length > this.#maxBytes) {
      this.#chunks = [];
      throw new BodyTooLarge();
    }
    this.#chunks.push(chunk);
  }

  /** @param whole Room for them, where the platform has a faster way to make it. */
  bytes(whole: Uint8Array<ArrayBuffer> = new Uint8Array(this.length)): Uint8Array<ArrayBuffer> {
    let offset = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, offset);
      offset += chunk.byteLength;
    }
    return whole;
  }
}
