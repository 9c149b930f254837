/** A recording can have any number of values. */
const most = 1000;

/** Results for texts. A client that polls sends the same texts many times. */
export class Remembered<T> {
  readonly #results = new Map<string, T>();

  /** The result for a text. It is computed if it is not remembered. */
  of(text: string, compute: () => T): T {
    const known = this.#results.get(text);
    if (known !== undefined) return known;
    const result = compute();
    if (this.#results.size >= most) this.#results.clear();
    this.#results.set(text, result);
    return result;
  }
}
