import type { BatchStatus, BatchStatusSource } from '@batch-status/node';
import { batchOf } from '@batch-status/loopback/batches';

/** A source whose batches complete at a given request. It counts the requests of each batch. */
export class CountingSource implements BatchStatusSource {
  readonly requests = new Map<string, number>();
  /** The request at which each batch is complete. */
  readonly #lasts: number;
  /** Called before each response. */
  before: (batchId: string) => Promise<void> | void = () => {};

  constructor(lasts: number) {
    this.#lasts = lasts;
  }

  get total(): number {
    return [...this.requests.values()].reduce((sum, count) => sum + count, 0);
  }

  readonly getBatchStatus = async (batchId: string): Promise<BatchStatus> => {
    const nth = (this.requests.get(batchId) ?? 0) + 1;
    this.requests.set(batchId, nth);
    await this.before(batchId);
    const isComplete = nth >= this.#lasts;
    const left = isComplete ? 0 : 10;
    return batchOf({
      ...{ isComplete, waiting: left, active: 0, completed: 10 * nth, failed: 0 },
      total: 10 * nth + left,
    });
  };
}
