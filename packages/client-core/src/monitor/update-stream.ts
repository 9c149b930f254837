import type { MonitorReport } from './monitor-report.ts';

type Result = IteratorResult<MonitorReport, undefined>;

/** No batch has an empty id. */
const keyOf = ({ batchId = '' }: MonitorReport): string => batchId;

/** A pending `next`. */
interface Read {
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * The reports of one iteration. It buffers only the newest report of each batch, so a slow consumer
 * skips outdated reports, and memory stays bounded.
 */
export class UpdateStream implements AsyncIterableIterator<MonitorReport> {
  readonly #newest = new Map<string, MonitorReport>();
  /** Keeps its position: a new iterator would skip over every deleted entry again. */
  #oldest = this.#newest.values();
  #forgotten = 0;
  readonly #reads: Read[] = [];
  readonly #onEnd: (stream: UpdateStream) => void;
  #ended = false;
  /** What the next read rejects with. */
  #failure: { error: unknown } | undefined;

  constructor(onEnd: (stream: UpdateStream) => void) {
    this.#onEnd = onEnd;
  }

  push(report: MonitorReport): void {
    const read = this.#reads.shift();
    if (read) read.resolve({ done: false, value: report });
    else this.#newest.set(keyOf(report), this.#withUnread(report));
  }

  /** A confirmation does not replace an unread update: it only refreshes its times. */
  #withUnread(report: MonitorReport): MonitorReport {
    const unread = this.#newest.get(keyOf(report));
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
    for (const { resolve } of this.#reads.splice(0)) resolve({ done: true, value: undefined });
    if (this.#newest.size === 0) this.#onEnd(this);
  }

  /** Drops the buffered reports. A pending read rejects, or else the next one. */
  fail(error: unknown): void {
    const read = this.#reads.shift();
    read?.reject(error);
    this.end();
    if (!read) this.#failure = { error };
  }

  /** Drops the buffered reports and ends at once. */
  end(): void {
    this.#failure = undefined;
    this.#newest.clear();
    this.finish();
  }

  next(): Promise<Result> {
    if (this.#failure) {
      const { error } = this.#failure;
      this.#failure = undefined;
      return Promise.reject(error);
    }
    const update = this.#take();
    if (update) return Promise.resolve({ done: false, value: update });
    if (this.#ended) return this.return();
    return new Promise((resolve, reject) => {
      this.#reads.push({ resolve, reject });
    });
  }

  #take(): MonitorReport | undefined {
    if (this.#newest.size === 0) return undefined;
    let { value } = this.#oldest.next();
    if (!value) {
      this.#oldest = this.#newest.values();
      ({ value } = this.#oldest.next());
    }
    this.#newest.delete(keyOf(value!));
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
