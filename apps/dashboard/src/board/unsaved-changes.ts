import type { Clock } from '@batch-status/node';
import { NotWrittenError, type DataFile } from '../data/data-file.ts';
import type { HistoryPoint } from '../wire/board.ts';
import type { SavedBatch } from './shown-batch.ts';

/** How often history that has expired is deleted, in milliseconds. */
const expiry = 3_600_000;

/** What is not in the data file yet. It is written together, which is much faster than one by one. */
export class UnsavedChanges {
  readonly #data: DataFile;
  readonly #clock: Clock;
  readonly #batches = new Set<string>();
  readonly #points = new Map<string, HistoryPoint[]>();
  #expiredAt = -Infinity;

  constructor(data: DataFile, clock: Clock) {
    this.#data = data;
    this.#clock = clock;
  }

  changed(batchId: string): void {
    this.#batches.add(batchId);
  }

  addPoints(batchId: string, points: readonly HistoryPoint[]): void {
    if (points.length === 0) return;
    this.#points.set(batchId, [...(this.#points.get(batchId) ?? []), ...points]);
  }

  forget(batchId: string): void {
    this.#batches.delete(batchId);
    this.#points.delete(batchId);
  }

  /** @param saved What to write of a batch, if it is still on the board. */
  flush(saved: (batchId: string) => SavedBatch | undefined): void {
    const now = this.#clock.now();
    const expires = now - this.#expiredAt >= expiry;
    if (this.#batches.size === 0 && this.#points.size === 0 && !expires) return;
    const isWritten = this.write((data) => {
      for (const batchId of this.#batches) {
        const batch = saved(batchId);
        if (batch) data.batches.save(batchId, JSON.stringify(batch));
      }
      for (const [batchId, points] of this.#points) {
        for (const point of points) data.points.add(batchId, point);
      }
      if (!expires) return;
      data.points.expire(now);
      data.shares.expire(now);
    });
    // Those of a full disk are lost: they must not fill the memory instead.
    this.#points.clear();
    if (!isWritten) return;
    this.#batches.clear();
    if (expires) this.#expiredAt = now;
  }

  /** @returns Whether it was written. If not, `problem` of the data file says why. */
  write(change: (data: DataFile) => void): boolean {
    try {
      this.#data.write(() => change(this.#data));
      return true;
    } catch (error) {
      if (error instanceof NotWrittenError) return false;
      throw error;
    }
  }
}
