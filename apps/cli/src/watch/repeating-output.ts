import type { Writable } from '../session/output.ts';

/** An output that can write its last text again. */
export class RepeatingOutput implements Writable {
  readonly #output: Writable;
  #last = '';

  constructor(output: Writable) {
    this.#output = output;
  }

  write(text: string): boolean {
    this.#last = text;
    return this.#output.write(text);
  }

  repeat(): boolean {
    return this.#output.write(this.#last);
  }
}
