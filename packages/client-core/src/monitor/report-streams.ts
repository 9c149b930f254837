import type { MonitorReport } from './monitor-report.ts';
import { UpdateStream } from './update-stream.ts';

type ReportOfBatch = MonitorReport & { batchId: string };

/** The iterations over a monitor: those over all batches, and those over one. */
export class ReportStreams {
  readonly #ofAll = new Set<UpdateStream>();
  readonly #ofBatch = new Map<string, Set<UpdateStream>>();
  readonly #onEnd: () => void;
  #size = 0;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  get size(): number {
    return this.#size;
  }

  /** @param batchId The only batch to report, or `undefined` for all. */
  open(batchId: string | undefined): UpdateStream {
    const streams = batchId === undefined ? this.#ofAll : this.#of(batchId);
    const stream = new UpdateStream((ended) => {
      if (!streams.delete(ended)) return;
      this.#size -= 1;
      if (batchId !== undefined && streams.size === 0 && this.#ofBatch.get(batchId) === streams) {
        this.#ofBatch.delete(batchId);
      }
      this.#onEnd();
    });
    streams.add(stream);
    this.#size += 1;
    return stream;
  }

  push(report: ReportOfBatch): void {
    for (const stream of this.#ofAll) stream.push(report);
    for (const stream of this.#ofBatch.get(report.batchId) ?? []) stream.push(report);
  }

  pushToAll(report: MonitorReport): void {
    for (const stream of this.#ofAll) stream.push(report);
  }

  /** Drops the unread report of a removed batch. */
  forget(batchId: string): void {
    for (const stream of this.#ofAll) stream.forget(batchId);
    for (const stream of this.#ofBatch.get(batchId) ?? []) stream.end();
  }

  /** Ends the iterations over one batch, or all iterations, after their unread reports. */
  finish(batchId?: string): void {
    if (batchId === undefined) for (const stream of this.#all()) stream.finish();
    else for (const stream of this.#ofBatch.get(batchId) ?? []) stream.finish();
  }

  end(): void {
    for (const stream of this.#all()) stream.end();
  }

  fail(error: unknown): void {
    for (const stream of this.#all()) stream.fail(error);
  }

  #all(): UpdateStream[] {
    return [...this.#ofAll, ...[...this.#ofBatch.values()].flatMap((streams) => [...streams])];
  }

  #of(batchId: string): Set<UpdateStream> {
    let streams = this.#ofBatch.get(batchId);
    if (!streams) this.#ofBatch.set(batchId, (streams = new Set()));
    return streams;
  }
}
