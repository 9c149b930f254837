import type { MonitorReport } from './monitor-report.ts';

type Result = IteratorResult<MonitorReport, undefined>;

/**
 * The reports of one iteration. It buffers only the newest report of each batch, so a slow consumer
 * skips outdated reports, and memory stays bounded.
 */
export class UpdateStream implements AsyncIterableIterator<MonitorReport> {
  readonly #newest = new Map<string, MonitorReport>();
  /** Keeps its position: a new iterator would skip over every deleted entry again. */
  #oldest = this.#newest.values();
  #forgotten = 0;
  readonly #listening: ((result: Result) => void)[] = [];
  readonly #onEnd: (stream: UpdateStream) => void;
  #ended = false;

  constructor(onEnd: (stream: UpdateStream) => void) {
    this.#onEnd = onEnd;
  }

  push(report: MonitorReport): void {
    const listen = this.#listening.shift();
    if (listen) listen({ done: false, value: report });
    else this.#newest.set(report.batchId, this.#withUnread(report));
  }

  /** A confirmation does not replace an unread update: it only refreshes its times. */
  #withUnread(report: MonitorReport): MonitorReport {
    const unread = this.#newest.get(report.batchId);
    if (report.type !== 'confirmation' || unread?.type !== 'update') return report;
    const { receivedAt, nextCheckAt } = report;
    return { ...unread, receivedAt, nextCheckAt };
  }

  /** Drops the unread report of a removed batch. */
  forget(batchId: string): void {
    if (!this.#newest.delete(batchId)) return;
    this.#forgotten += 1;
    // An idle map iterator keeps all entries that were deleted since.
    if (this.#forgotten > this.#newest.size) {
      this.#oldest = this.#newest.values();
      this.#forgotten = 0;
    }
  }

  /** Ends after the buffered reports. */
  finish(): void {
    this.#ended = true;
    for (const listen of this.#listening.splice(0)) listen({ done: true, value: undefined });
    if (this.#newest.size === 0) this.#onEnd(this);
  }

  /** Drops the buffered reports and ends at once. */
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
