/** The most values that may wait for an earlier one. */
const mostWaiting = 16;

/** Uses values in the order in which they were added, even if they become ready in another order. */
export class InOrder<T> {
  readonly #use: (value: T) => void;
  #used: Promise<void> = Promise.resolve();
  #waiting = 0;
  #failure: { reason: unknown } | undefined;

  /** @param use Is not called again once it has thrown. */
  constructor(use: (value: T) => void) {
    this.#use = use;
  }

  add(value: T | Promise<T>): void {
    this.#waiting++;
    this.#used = this.#useAfter(this.#used, value);
  }

  /**
   * Waits if too many values are waiting.
   *
   * @throws the error of `use`, or the reason for which an earlier value was rejected.
   */
  async room(): Promise<void> {
    if (this.#waiting > mostWaiting) await this.#used;
    if (this.#failure) throw this.#failure.reason;
  }

  /**
   * Waits until all values are used.
   *
   * @throws as `room` does.
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
