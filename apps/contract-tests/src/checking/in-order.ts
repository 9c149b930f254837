/** How many may wait for one before them. */
const mostWaiting = 16;

/** Uses what becomes ready in any order in the order in which it was begun. */
export class InOrder<T> {
  readonly #use: (value: T) => void;
  #used: Promise<void> = Promise.resolve();
  #waiting = 0;
  #failure: { reason: unknown } | undefined;

  /** @param use Once it has thrown, nothing more is used. */
  constructor(use: (value: T) => void) {
    this.#use = use;
  }

  /**
   * Takes what is used after all that was taken before, and waits if too much waits for that.
   *
   * @throws what `use` has thrown, or why another could not become ready.
   */
  async next(value: T | Promise<T>): Promise<void> {
    this.#waiting++;
    this.#used = this.#useAfter(this.#used, value);
    if (this.#waiting > mostWaiting) await this.#used;
    if (this.#failure) throw this.#failure.reason;
  }

  /**
   * Waits until all is used.
   *
   * @throws as `next` does.
   */
  async all(): Promise<void> {
    await this.#used;
    if (this.#failure) throw this.#failure.reason;
  }

  async #useAfter(before: Promise<void>, value: T | Promise<T>): Promise<void> {
    try {
      const [ready] = await Promise.all([value, before]);
      if (!this.#failure) this.#use(ready);
    } catch (reason) {
      this.#failure ??= { reason };
    }
    this.#waiting--;
  }
}
