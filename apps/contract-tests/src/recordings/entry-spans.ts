import { exchangeOutline } from './exchange-outline.ts';

const perEntry = 2 * exchangeOutline.spans;

/** Where in some bytes entries have what an exchange is made of. */
export class EntrySpans {
  #count = 0;
  #all = new Int32Array(64 * perEntry);

  get count(): number {
    return this.#count;
  }

  /** Goes on to behind the entry that begins at a place, as `valueEnd` does, and keeps its spans. */
  add(bytes: Buffer, from: number): number {
    const base = this.#count * perEntry;
    if (base + perEntry > this.#all.length) this.#grow();
    this.#all.fill(0, base, base + perEntry);
    const end = exchangeOutline.find(bytes, from, this.#all, base);
    if (end >= 0) this.#count++;
    return end;
  }

  /** Those of all entries, and then there are none. */
  take(): Int32Array<ArrayBuffer> {
    const taken = this.#all.slice(0, this.#count * perEntry);
    this.#count = 0;
    return taken;
  }

  #grow(): void {
    const more = new Int32Array(2 * this.#all.length);
    more.set(this.#all);
    this.#all = more;
  }
}

/** How many entries spans are of. */
export function countIn(spans: Int32Array): number {
  return spans.length / perEntry;
}

/** An entry with what an exchange is made of. */
export function entryIn(bytes: Buffer, spans: Int32Array, index: number, without?: number): object {
  return exchangeOutline.made(bytes, spans, index * perEntry, without);
}
