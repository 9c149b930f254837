import type { MonitorReport } from './monitor-update.ts';

type Result = IteratorResult<MonitorReport, undefined>;

/**
 * What one listener is told. Of each batch it holds back the newest update alone, so that whoever
 * is slow misses what is out of date and costs no more memory for it.
 */
export class UpdateStream implements AsyncIterableIterator<MonitorReport> {
  readonly #newest = new Map<string, MonitorReport>();
  /** Goes on where it was: a search from the start would meet all that was taken out before. */
  #oldest = this.#newest.values();
  #forgotten = 0;
  readonly #listening: ((result: Result) => void)[] = [];
  readonly #onEnd: (stream: UpdateStream) => void;
  #ended = false;

  constructor(onEnd: (stream: UpdateStream) => void) {
    this.#onEnd = onEnd;
  }

  tell(report: MonitorReport): void {
    const listen = this.#listening.shift();
    if (listen) listen({ done: false, value: report });
    else this.#newest.set(report.batchId, this.#withUnread(report));
  }

  /** A confirmation is not worth an update that was not taken yet: it only brings its times. */
  #withUnread(report: MonitorReport): MonitorReport {
    const unread = this.#newest.get(report.batchId);
    if (report.type !== 'confirmation' || unread?.type !== 'update') return report;
    const { receivedAt, nextCheckAt } = report;
    return { ...unread, receivedAt, nextCheckAt };
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

  #take(): MonitorReport | undefined {
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
