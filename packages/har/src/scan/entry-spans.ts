import type { Outline } from '../json/outline.ts';

/** The spans of the wanted members of several entries. */
export class EntrySpans {
  readonly #outline: Outline;
  readonly #perEntry: number;
  #count = 0;
  #all: Int32Array<ArrayBuffer>;

  constructor(outline: Outline) {
    this.#outline = outline;
    this.#perEntry = 2 * outline.spans;
    this.#all = new Int32Array(64 * this.#perEntry);
  }

  get count(): number {
    return this.#count;
  }

  /** Adds the entry that begins at `from`, and returns its end as `valueEnd` does. */
  add(bytes: Buffer, from: number): number {
    const base = this.#count * this.#perEntry;
    if (base === this.#all.length) this.#grow();
    this.#all.fill(0, base, base + this.#perEntry);
    const end = this.#outline.find(bytes, from, this.#all, base);
    if (end >= 0) this.#count++;
    return end;
  }

  /** Returns the spans of all entries, and starts again without entries. */
  take(): Int32Array<ArrayBuffer> {
    const taken = this.#all.slice(0, this.#count * this.#perEntry);
    this.#count = 0;
    return taken;
  }

  #grow(): void {
    const more = new Int32Array(2 * this.#all.length);
    more.set(this.#all);
    this.#all = more;
  }
}
