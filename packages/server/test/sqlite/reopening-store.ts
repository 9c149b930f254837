import type { ActiveCall, BatchStore } from '../../src/index.ts';

/** A store that is closed after each use and opened again for the next. One use follows the other. */
export function reopening(open: () => BatchStore): BatchStore {
  let last: Promise<unknown> = Promise.resolve();
  const useNext = async <T>(use: (store: BatchStore) => Promise<T>): Promise<T> => {
    const store = open();
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  };
  const using = <T>(use: (store: BatchStore) => Promise<T>): Promise<T> => {
    const result = last.then(() => useNext(use));
    last = result.catch(() => {});
    return result;
  };
  return {
    create: (batch) => using((store) => store.create(batch)),
    transition: (batchId, transitions) => using((store) => store.transition(batchId, transitions)),
    read: (batchId) => using(async (store) => store.read(batchId)),
    activeCalls: async function* activeCalls() {
      yield* await using(async (store) => {
        const found: ActiveCall[] = [];
        for await (const call of store.activeCalls()) found.push(call);
        return found;
      });
    },
    close: async () => {},
  };
}
