import { expect, onTestFinished, test } from 'vitest';
import { StoreUnavailableError, type Transition } from '../../src/index.ts';
import { sqliteStore } from '../../src/sqlite.ts';

test('a full disk fails a group as a whole; reads go on, and everything resumes when there is room', async () => {
  const store = sqliteStore(':memory:');
  onTestFinished(() => store.close());
  const total = 1000;
  await store.create({ batchId: 'b', total });
  const group = Array.from({ length: total }, (_, call): Transition[] => [
    { kind: 'dial', at: 1, call: `${call}`, attempt: 1 },
    { kind: 'end', at: 2, call: `${call}`, attempt: 1, duration: 1, failure: null },
  ]).flat();
  const { page_count: pages } = store.database.prepare('PRAGMA page_count').get()!;
  store.database.exec(`PRAGMA max_page_count = ${Number(pages)}`);
  await expect(store.transition('b', group)).rejects.toThrow(StoreUnavailableError);
  await expect(store.transition('b', group)).rejects.toThrow('The data file cannot be written');
  const creating = async (): Promise<void> => {
    for (let id = 0; id < total; id++) await store.create({ batchId: `other ${id}`, total: 1 });
  };
  await expect(creating()).rejects.toThrow(StoreUnavailableError);
  expect(store.read('b')).toMatchObject({ revision: 0, status: { waiting: total } });
  store.database.exec('PRAGMA max_page_count = 1000000');
  expect(await store.transition('b', group)).toEqual(group.map(() => 'applied'));
  expect(store.read('b')).toMatchObject({ status: { isComplete: true } });
});

test('a full disk on which no expired batch can be deleted fails a creation as unavailable', async () => {
  let now = 0;
  const store = sqliteStore(':memory:', { retention: 1000, now: () => now });
  onTestFinished(() => store.close());
  await store.create({ batchId: 'expired', total: 0 });
  now = 1000;
  // Each deletion needs room that the disk does not have.
  store.database.exec(`CREATE TABLE ballast (bytes BLOB);
    CREATE TRIGGER need_room BEFORE DELETE ON batch
    BEGIN INSERT INTO ballast VALUES (zeroblob(100000)); END`);
  const { page_count: pages } = store.database.prepare('PRAGMA page_count').get()!;
  store.database.exec(`PRAGMA max_page_count = ${Number(pages)}`);
  const creating = store.create({ batchId: 'next', total: 1 });
  await expect(creating).rejects.toThrow(StoreUnavailableError);
});
