/**
 * A store of batches in a SQLite file, for one process.
 *
 * @packageDocumentation
 */

export { sqliteStore, type SqliteStore, type SqliteStoreOptions } from './sqlite/create-store.ts';
export { DataFileError } from '@batch-status/data-file';
