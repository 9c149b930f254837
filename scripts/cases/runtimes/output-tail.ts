import { StringDecoder } from 'node:string_decoder';

const longest = 4000;

/** Keeps the end of what a process or a page prints. */
export class OutputTail {
  readonly #decoder = new StringDecoder();
  #text = '';

  readonly add = (chunk: Buffer | string): void => {
    const text = typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);
    this.#text = `${this.#text}${text}`.slice(-longest);
  };

  readonly read = (): string => this.#text.trim();
}
