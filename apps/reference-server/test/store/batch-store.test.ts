import { expect, onTestFinished, test } from 'vitest';
import { SqliteBatchStore } from '../../src/store/sqlite-batch-store.ts';
import { describeStore } from './describe-store.ts';
import { batchStores } from './batch-stores.ts';

const stores = batchStores();

describeStore('SQLite in memory', stores['in memory'], 10);
// What a file could do otherwise shows when it is read again, and takes long.
describeStore('SQLite in a file that is opened for each use', stores['opened for each use'], 1);

test('only the last thousand batches that were read are kept in memory', async () => {
  const store = new SqliteBatchStore(':memory:');
  onTestFinished(() => store.close());
  for (let batch = 0; batch <= 1000; batch++) {
    await store.create({ batchId: String(batch), total: 1, plan: '' });
    await store.read(String(batch));
  }
  expect(store.peek('0')).toBeUndefined();
  expect(store.peek('1')).toBeDefined();
  expect(store.peek('1000')).toBeDefined();
});
