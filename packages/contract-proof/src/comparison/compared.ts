/**
 * Pairs of schemas that were compared, or are assumed to be equal while schemas that contain them are
 * compared: recursive schemas lead back to themselves.
 */
export class Compared {
  readonly #pairs = new Set<string>();
  readonly #outer: Compared | undefined;
  readonly #verdicts: Map<string, boolean>;

  constructor(outer?: Compared) {
    this.#outer = outer;
    this.#verdicts = outer ? outer.#verdicts : new Map<string, boolean>();
  }

  /** @returns whether the pair is new. */
  add(pair: string): boolean {
    if (this.#has(pair)) return false;
    this.#pairs.add(pair);
    return true;
  }

  /** Whether two schemas are the same, which is decided once for each pair. */
  remembered(pair: string, decide: () => boolean): boolean {
    const known = this.#verdicts.get(pair);
    if (known !== undefined) return known;
    const verdict = decide();
    this.#verdicts.set(pair, verdict);
    return verdict;
  }

  #has(pair: string): boolean {
    if (this.#pairs.has(pair)) return true;
    return this.#outer ? this.#outer.#has(pair) : false;
  }
}
