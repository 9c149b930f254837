import type { BatchStore } from '../../src/store/batch-store.ts';

/** A store that is closed after each use and opened again for the next. */
export function reopening(open: () => BatchStore): BatchStore {
  const using = async <T>(use: (store: BatchStore) => Promise<T>): Promise<T> => {
    const store = open();
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  };
  return {
    create: (batch) => using((store) => store.create(batch)),
    transition: (batchId, transitions) => using((store) => store.transition(batchId, transitions)),
    read: (batchId) => using((store) => store.read(batchId)),
    unfinished: () => using((store) => store.unfinished()),
    peek: () => undefined,
    close: async () => {},
  };
}
