import type { Duplex } from 'node:stream';

export interface BodyListener {
  /** Receives a decoded chunk. If it throws, the decoding ends. */
  onData: (chunk: Buffer) => void;
  onEnd: () => void;
  onError: (error: unknown) => void;
  /** The decoder accepts more chunks. */
  onDrain: () => void;
}

/** Decodes a body in chunks, so that a size limit can stop it before the rest is decoded. */
export class BodyDecoder {
  readonly #stages: readonly Duplex[];

  constructor(decode: readonly (() => Duplex)[], listener: BodyListener) {
    this.#stages = decode.map((create) => create());
    const fail = (error: unknown): void => {
      this.end();
      listener.onError(error);
    };
    for (const stage of this.#stages) stage.on('error', fail);
    this.#stages[0]!.on('drain', listener.onDrain);
    const last = this.#stages.reduce((from, to) => from.pipe(to));
    last.on('data', (chunk: Buffer) => {
      try {
        listener.onData(chunk);
      } catch (error) {
        fail(error);
      }
    });
    last.on('end', listener.onEnd);
  }

  /** @returns Whether to write more at once. Otherwise, wait for `onDrain`. */
  write(chunk: Buffer): boolean {
    return this.#stages[0]!.write(chunk);
  }

  /** Ends the input. If the body is incomplete, the decoder fails. */
  finish(): void {
    this.#stages[0]!.end();
  }

  /** Stops decoding. */
  end(): void {
    for (const stage of this.#stages) stage.destroy();
  }
}
