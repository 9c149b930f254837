import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { openDataFile } from '@batch-status/data-file';
import { diskFailure } from './disk-failure.ts';
import { format } from './format.ts';
import { PointTable } from './point-table.ts';
import { BatchTable } from './batch-table.ts';
import { SettingTable } from './setting-table.ts';
import { ShareTable } from './share-table.ts';

/** What cannot be written is not lost for good: the dashboard goes on and tries again. */
export class NotWrittenError extends Error {}

/** What a dashboard keeps: its batches, their history, and its share links. */
export class DataFile {
  readonly #database: DatabaseSync;
  readonly batches: BatchTable;
  readonly points: PointTable;
  readonly shares: ShareTable;
  readonly settings: SettingTable;
  /** Why the last write failed, if it did. */
  #problem: string | undefined;

  /**
   * @param file A path, or `:memory:`.
   * @throws DataFileError if it cannot be used. The message says why in one sentence.
   */
  constructor(file: string) {
    if (file !== ':memory:') createPrivately(file);
    this.#database = openDataFile(file, format);
    // In pages. By default, the log grows to 4 MB, many times the size of the file.
    this.#database.exec('PRAGMA wal_autocheckpoint = 100');
    this.batches = new BatchTable(this.#database);
    this.points = new PointTable(this.#database);
    this.shares = new ShareTable(this.#database);
    this.settings = new SettingTable(this.#database);
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /**
   * Writes all or nothing.
   *
   * @throws NotWrittenError if the disk is full or has failed.
   */
  write(change: () => void): void {
    try {
      this.#database.exec('BEGIN');
      change();
      this.#database.exec('COMMIT');
      this.#problem = undefined;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      const reason = diskFailure(error);
      if (reason === undefined) throw error;
      this.#problem = `The history is not being saved, because ${reason}.`;
      throw new NotWrittenError(`The data file cannot be written, because ${reason}.`);
    }
  }

  /** A key that is made once for each data file. Without room for it, the key ends with the process. */
  secret(name: string): Buffer {
    const row = this.#database.prepare('SELECT value FROM secret WHERE name = ?').get(name);
    if (row) return Buffer.from(row['value'] as Uint8Array);
    const value = randomBytes(32);
    try {
      this.write(() =>
        this.#database.prepare('INSERT INTO secret (name, value) VALUES (?, ?)').run(name, value),
      );
    } catch (error) {
      if (!(error instanceof NotWrittenError)) throw error;
    }
    return value;
  }

  /** Limits the size of the file to so many pages, as a full disk does. */
  limit(pages: number): void {
    this.#database.exec(`PRAGMA max_page_count = ${pages}`);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/** The file has the key that signs share links, so other users of the machine must not read it. */
function createPrivately(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch {
    // Opening the database says why it cannot be used.
  }
}
