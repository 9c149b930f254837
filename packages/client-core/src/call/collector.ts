/** Thrown by a {@link Collector}. A call turns it into an error with the code `too_large`. */
export class BodyTooLarge extends Error {}

export function isBodyTooLarge(error: unknown): error is BodyTooLarge {
  try {
    return error instanceof BodyTooLarge;
  } catch {
    // A proxy whose trap throws.
    return false;
  }
}

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

  /** @throws {BodyTooLarge} if the body exceeds the limit. */
  add(chunk: Uint8Array): void {
    this.length += chunk.byteLength;
    if (this.length > this.#maxBytes) {
      this.#chunks = [];
      throw new BodyTooLarge();
    }
    this.#chunks.push(chunk);
  }

  /**
   * The bytes so far. A body of one chunk is not copied: allocating a buffer costs as much as the rest
   * of a response. The chunk may be part of a larger buffer.
   */
  bytes(): Uint8Array<ArrayBuffer> {
    const [first] = this.#chunks;
    if (first?.byteLength === this.length) return first as Uint8Array<ArrayBuffer>;
    const whole = new Uint8Array(this.length);
    let offset = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, offset);
      offset += chunk.byteLength;
    }
    return whole;
  }
}
