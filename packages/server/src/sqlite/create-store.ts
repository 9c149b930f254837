import type { DatabaseSync } from 'node:sqlite';
import { systemClock } from '@batch-status/time';
import type { BatchStore, StoredBatch } from '../store/batch-store.ts';
import { retentionOf } from '../store/retention.ts';
import { SqliteBatchStore } from './sqlite-store.ts';

/** Options of {@link sqliteStore}. */
export interface SqliteStoreOptions {
  /** How long a batch is kept after its end, in milliseconds. Default 30 days. */
  retention?: number | undefined;
  /** Returns the time in milliseconds since the epoch. Default: the system's. */
  now?: (() => number) | undefined;
}

/** A store in a SQLite file. It reads without a promise. */
export interface SqliteStore extends BatchStore {
  read(batchId: string): StoredBatch | undefined;
  /**
   * The database. A program may add tables of its own to it. The tables `batch`, `call`, and
   * `recent_call` belong to the store.
   */
  readonly database: DatabaseSync;
}

/**
 * Opens a store in a SQLite file. Only one process can use the file at a time. What was stored
 * survives `kill -9`; a power failure can lose the last moments.
 *
 * @param file A path, or `:memory:` for batches that end with the process.
 * @throws DataFileError if the file cannot be used. The message says why and what to do.
 * @throws RangeError if an option is out of range.
 * @example
 * ```ts
 * import { sqliteStore } from '@batch-status/server/sqlite';
 *
 * const store = sqliteStore(':memory:');
 * await store.create({ batchId: 'reminders', total: 2 });
 * const at = Date.now();
 * await store.transition('reminders', [{ kind: 'dial', at, call: 'ann', attempt: 1 }]);
 * console.log(store.read('reminders')?.status.active); // 1
 * await store.close();
 * ```
 */
export function sqliteStore(file: string, options: SqliteStoreOptions = {}): SqliteStore {
  const { now = () => systemClock.now() } = options;
  return new SqliteBatchStore({ file, retention: retentionOf(options), now });
}
