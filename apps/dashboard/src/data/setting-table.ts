import type { DatabaseSync } from 'node:sqlite';

/** The settings that viewers have changed. The table is created at the first change. */
export class SettingTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get(name: 'maxStaleness'): number | undefined {
    const table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'setting'";
    if (this.#database.prepare(table).get() === undefined) return undefined;
    const row = this.#database.prepare('SELECT value FROM setting WHERE name = ?').get(name);
    return row?.['value'] as number | undefined;
  }

  set(name: 'maxStaleness', value: number): void {
    this.#database.exec(
      'CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT',
    );
    this.#database
      .prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)')
      .run(name, value);
  }
}
