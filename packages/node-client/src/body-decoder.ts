import type { Duplex } from 'node:stream';

export interface BodyListener {
  /** May throw, which ends the decoding. */
  onData: (chunk: Buffer) => void;
  onEnd: () => void;
  onError: (error: unknown) => void;
  /** More can be written. */
  onDrain: () => void;
}

/** Decodes a body piece by piece, so that a cap ends it before the rest is inflated. */
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

  /** @returns Whether it wants more at once. */
  write(chunk: Buffer): boolean {
    return this.#stages[0]!.write(chunk);
  }

  /** All of the body was written; a body that stops in the middle is an error. */
  finish(): void {
    this.#stages[0]!.end();
  }

  /** Nothing more is wanted. */
  end(): void {
    for (const stage of this.#stages) stage.destroy();
  }
}
