import { expect, onTestFinished, test } from 'vitest';
import { batchEncoder } from '../../src/status/encode-batch.ts';
import { SqliteBatchStore } from '../../src/store/sqlite-batch-store.ts';

test('a batch is encoded once between two changes', async () => {
  const store = new SqliteBatchStore(':memory:');
  onTestFinished(() => store.close());
  await store.create({ batchId: 'b', total: 1, plan: '' });
  const encode = batchEncoder(() => undefined);
  const queued = encode((await store.read('b'))!);
  expect(encode((await store.read('b'))!)).toBe(queued);
  await store.transition('b', [{ kind: 'dial', at: 1000, call: 0, attempt: 1 }]);
  expect(encode((await store.read('b'))!).etag).not.toBe(queued.etag);
});
