/** Counts the calls in progress, so that `close` can wait for them. */
export class CallCounter {
  #count = 0;
  #waiting: (() => void)[] = [];

  /** Counts a call until it settles. */
  count<T>(call: Promise<T>): Promise<T> {
    this.#count += 1;
    call.then(this.#end, this.#end);
    return call;
  }

  readonly #end = (): void => {
    this.#count -= 1;
    if (this.#count === 0) for (const resolve of this.#waiting.splice(0)) resolve();
  };

  /** Resolves when no call is in progress. */
  async none(): Promise<void> {
    if (this.#count > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
