import { expect, onTestFinished } from 'vitest';
import type { BatchStore, Ending, StoredBatch, Transition } from '../../src/index.ts';

/** A store, and one batch in it. */
export interface OneBatch {
  store: BatchStore;
  batchId: string;
  apply: (...all: Transition[]) => ReturnType<BatchStore['transition']>;
  read: () => Promise<StoredBatch>;
}

/** What the tests of every store need. */
export interface StoreTools {
  /** Opens a store that the test closes. */
  open: () => BatchStore;
  /** Opens a store that is closed after the test. */
  opened: () => BatchStore;
  /** Stores may share their data, so each batch has an id of its own. */
  newId: () => string;
  batchOf: (total: number, ending?: Ending) => Promise<OneBatch>;
}

export function storeTools(open: () => BatchStore): StoreTools {
  let batches = 0;
  const newId = (): string => `batch ${(batches += 1)} {a}`;
  const opened = (): BatchStore => {
    const store = open();
    onTestFinished(() => store.close());
    return store;
  };
  const batchOf = async (total: number, ending?: Ending): Promise<OneBatch> => {
    const store = opened();
    const batchId = newId();
    expect(await store.create({ batchId, total, ending })).toBe(true);
    return {
      ...{ store, batchId },
      apply: (...all) => store.transition(batchId, all),
      read: async () => (await store.read(batchId))!,
    };
  };
  return { open, opened, newId, batchOf };
}
