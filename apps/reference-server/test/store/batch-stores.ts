import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { BatchStore } from '../../src/store/batch-store.ts';
import { SqliteBatchStore } from '../../src/store/sqlite-batch-store.ts';
import { reopening } from './reopening-store.ts';

/** Every driver, by how a new and empty store of it is opened. Its files go after the tests. */
export function batchStores(): Record<
  'in memory' | 'in a file' | 'opened for each use',
  () => BatchStore
> {
  const folder = mkdtempSync(join(tmpdir(), 'batch-store-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let files = 0;
  const newFile = (): string => join(folder, `${(files += 1)}.db`);
  return {
    'in memory': () => new SqliteBatchStore(':memory:'),
    'in a file': () => new SqliteBatchStore(newFile()),
    'opened for each use': () => {
      const file = newFile();
      return reopening(() => new SqliteBatchStore(file));
    },
  };
}
