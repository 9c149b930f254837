import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { BatchStore } from '../../src/index.ts';
import { sqliteStore } from '../../src/sqlite.ts';
import { reopening } from './reopening-store.ts';

/** How a new and empty store in SQLite is opened. Its files go after the tests. */
export function sqliteStores(): Record<
  'in memory' | 'in a file' | 'opened for each use',
  () => BatchStore
> {
  const folder = mkdtempSync(join(tmpdir(), 'batch-store-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let files = 0;
  const newFile = (): string => join(folder, `${(files += 1)}.db`);
  return {
    'in memory': () => sqliteStore(':memory:'),
    'in a file': () => sqliteStore(newFile()),
    'opened for each use': () => {
      const file = newFile();
      return reopening(() => sqliteStore(file));
    },
  };
}
