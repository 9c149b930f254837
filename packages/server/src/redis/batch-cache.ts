import type { Clock } from '@batch-status/time';
import type { StoredBatch } from '../store/batch-store.ts';

/** A batch as it was read, and what tells whether it has changed. */
export interface FoundBatch {
  batch: StoredBatch;
  /** Two reads of the same state have the same text. */
  state: string;
}

interface Entry {
  found: FoundBatch | undefined;
  /** Until when the batch can be returned without asking. */
  freshUntil: number;
  reading: Promise<StoredBatch | undefined> | undefined;
}

/** How many batches are kept in memory as they were read last. */
const keptBatches = 1000;

/** For how long a batch is returned from memory, in milliseconds from the time at which it was requested. */
const freshFor = 200;

/**
 * The batches as this process read them last. Reads of one batch at the same time share one request.
 */
export class BatchCache {
  readonly #elapsed: () => number;
  readonly #find: (batchId: string) => Promise<FoundBatch | undefined>;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock, find: (batchId: string) => Promise<FoundBatch | undefined>) {
    // A clock that is set back must not keep a batch fresh.
    this.#elapsed = () => (clock.elapsed ? clock.elapsed() : clock.now());
    this.#find = find;
  }

  read(batchId: string): StoredBatch | undefined | Promise<StoredBatch | undefined> {
    const entry = this.#entries.get(batchId) ?? this.#add(batchId);
    if (this.#elapsed() < entry.freshUntil) return entry.found?.batch;
    entry.reading ??= this.#refresh(batchId, entry);
    return entry.reading;
  }

  /** The batch may have changed. Reads that began before do not count any more. */
  forget(batchId: string): void {
    const entry = this.#entries.get(batchId);
    if (entry) this.#entries.set(batchId, { ...entry, freshUntil: -Infinity, reading: undefined });
  }

  #add(batchId: string): Entry {
    if (this.#entries.size === keptBatches) {
      this.#entries.delete(this.#entries.keys().next().value!);
    }
    const entry: Entry = { found: undefined, freshUntil: -Infinity, reading: undefined };
    this.#entries.set(batchId, entry);
    return entry;
  }

  async #refresh(batchId: string, entry: Entry): Promise<StoredBatch | undefined> {
    const requestedAt = this.#elapsed();
    try {
      const found = await this.#find(batchId);
      // The same object for the same state, so that it is encoded once.
      if (found?.state !== entry.found?.state) entry.found = found;
      entry.freshUntil = requestedAt + freshFor;
      // Ids that do not exist would push out those that do.
      if (!found && this.#entries.get(batchId) === entry) this.#entries.delete(batchId);
      return entry.found?.batch;
    } finally {
      entry.reading = undefined;
    }
  }
}
