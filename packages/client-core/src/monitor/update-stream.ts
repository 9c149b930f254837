import type { MonitorUpdate } from './monitor-update.ts';

type Result = IteratorResult<MonitorUpdate, undefined>;

/**
 * What one listener is told. Of each batch it holds back the newest update alone, so that whoever
 * is slow misses what is out of date and costs no more memory for it.
 */
export class UpdateStream implements AsyncIterableIterator<MonitorUpdate> {
  readonly #newest = new Map<string, MonitorUpdate>();
  /** Goes on where it was: a search from the start would meet all that was taken out before. */
  #oldest = this.#newest.values();
  #forgotten = 0;
  readonly #listening: ((result: Result) => void)[] = [];
  readonly #onEnd: (stream: UpdateStream) => void;
  #ended = false;

  constructor(onEnd: (stream: UpdateStream) => void) {
    this.#onEnd = onEnd;
  }

  tell(update: MonitorUpdate): void {
    const listen = this.#listening.shift();
    if (listen) listen({ done: false, value: update });
    else this.#newest.set(update.batchId, update);
  }

  /** A batch that nobody is interested in any more is not told of. */
  forget(batchId: string): void {
    if (!this.#newest.delete(batchId)) return;
    this.#forgotten += 1;
    // An iterator that stands still keeps all that was forgotten since.
    if (this.#forgotten > this.#newest.size) {
      this.#oldest = this.#newest.values();
      this.#forgotten = 0;
    }
  }

  /** Ends after what is held back. */
  finish(): void {
    this.#ended = true;
    for (const listen of this.#listening.splice(0)) listen({ done: true, value: undefined });
    if (this.#newest.size === 0) this.#onEnd(this);
  }

  /** Ends at once. */
  end(): void {
    this.#newest.clear();
    this.finish();
  }

  next(): Promise<Result> {
    const update = this.#take();
    if (update) return Promise.resolve({ done: false, value: update });
    if (this.#ended) return this.return();
    return new Promise((listen) => {
      this.#listening.push(listen);
    });
  }

  #take(): MonitorUpdate | undefined {
    if (this.#newest.size === 0) return undefined;
    let { value } = this.#oldest.next();
    if (!value) {
      this.#oldest = this.#newest.values();
      ({ value } = this.#oldest.next());
    }
    this.#newest.delete(value!.batchId);
    return value;
  }

  return(): Promise<Result> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
