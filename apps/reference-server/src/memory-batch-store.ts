import { simulate, type Scenario, type SimulatedBatch } from '@batch-status/simulation';
import type { BatchStore, StoredBatch } from './batch-store.ts';

/** Keeps simulated batches in memory. */
export class MemoryBatchStore implements BatchStore {
  readonly #batches = new Map<string, StoredBatch>();
  readonly #unbegun = new Map<string, (now: number) => StoredBatch>();

  /** Adds a batch that runs from its `createdAt`, or replaces the one with this id. */
  add(batchId: string, seed: number, scenario: Scenario): void {
    this.#unbegun.delete(batchId);
    this.#batches.set(batchId, storedBatch(simulate(seed, scenario)));
  }

  /** Adds a batch whose `createdAt` is when it is first asked for, so that nobody misses it. */
  addUnbegun(batchId: string, seed: number, scenario: Scenario): void {
    const begin = (createdAt: number): StoredBatch =>
      storedBatch(simulate(seed, { ...scenario, createdAt }));
    // A scenario that cannot be simulated fails here and not at the first request.
    begin(0);
    this.#unbegun.set(batchId, begin);
  }

  read(batchId: string, now: number): StoredBatch | undefined {
    const begin = this.#unbegun.get(batchId);
    if (begin !== undefined) {
      this.#unbegun.delete(batchId);
      this.#batches.set(batchId, begin(now));
    }
    return this.#batches.get(batchId);
  }
}

function storedBatch(batch: SimulatedBatch): StoredBatch {
  return {
    status: batch,
    revision: batch.revision,
    // Nobody knows when a call will end, so only a batch without active calls has a known change.
    knownNextChange: (now) => (batch(now).active === 0 ? batch.nextChangeAt(now) : null),
  };
}
