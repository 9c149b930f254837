import { expect, onTestFinished, test } from 'vitest';
import { sqliteStore } from '../../src/sqlite.ts';
import { batchEncoder } from '../../src/status/encode-batch.ts';

test('a batch is encoded once between two changes', async () => {
  const store = sqliteStore(':memory:');
  onTestFinished(() => store.close());
  await store.create({ batchId: 'b', total: 1 });
  const encode = batchEncoder(false);
  const queued = encode(store.read('b')!);
  expect(encode(store.read('b')!)).toBe(queued);
  await store.transition('b', [{ kind: 'dial', at: 1000, call: 'a', attempt: 1 }]);
  expect(encode(store.read('b')!).etag).not.toBe(queued.etag);
});
