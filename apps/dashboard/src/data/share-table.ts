import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Share } from '../wire/answers.ts';

const columns =
  'id, batch_id AS batchId, created_at AS createdAt, expires_at AS expiresAt FROM share';

/** The share links that are neither revoked nor expired. The links themselves are not stored. */
export class ShareTable {
  readonly #all: StatementSync;
  readonly #one: StatementSync;
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #expire: StatementSync;

  constructor(database: DatabaseSync) {
    this.#all = database.prepare(
      `SELECT ${columns} WHERE expires_at > ? ORDER BY created_at, id LIMIT 1000`,
    );
    this.#one = database.prepare(`SELECT ${columns} WHERE id = ?`);
    this.#insert = database.prepare(
      'INSERT INTO share (id, batch_id, created_at, expires_at) VALUES (?, ?, ?, ?)',
    );
    this.#delete = database.prepare('DELETE FROM share WHERE id = ?');
    this.#expire = database.prepare('DELETE FROM share WHERE expires_at <= ?');
  }

  all(now: number): Share[] {
    return this.#all.all(now).map((row) => ({ ...row }) as unknown as Share);
  }

  get(id: string): Share | undefined {
    const row = this.#one.get(id);
    return row && ({ ...row } as unknown as Share);
  }

  add({ id, batchId, createdAt, expiresAt }: Share): void {
    this.#insert.run(id, batchId, createdAt, expiresAt);
  }

  /** @returns Whether it existed. */
  delete(id: string): boolean {
    return Number(this.#delete.run(id).changes) > 0;
  }

  expire(now: number): void {
    this.#expire.run(now);
  }
}
