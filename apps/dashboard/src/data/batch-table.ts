import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** The batches on the board, each as JSON. */
export class BatchTable {
  readonly #all: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #delete: StatementSync;
  readonly #deletePoints: StatementSync;
  readonly #numberOf: StatementSync;

  constructor(database: DatabaseSync) {
    this.#all = database.prepare('SELECT batch_id, saved FROM batch ORDER BY number');
    this.#insert = database.prepare(
      'INSERT INTO batch (batch_id, number, saved) VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM batch), ?)',
    );
    this.#update = database.prepare('UPDATE batch SET saved = ? WHERE batch_id = ?');
    this.#delete = database.prepare('DELETE FROM batch WHERE batch_id = ?');
    this.#numberOf = database.prepare('SELECT number FROM batch WHERE batch_id = ?');
    this.#deletePoints = database.prepare('DELETE FROM point WHERE batch = ?');
  }

  all(): { batchId: string; saved: string }[] {
    return this.#all.all().map((row) => ({
      batchId: row['batch_id'] as string,
      saved: row['saved'] as string,
    }));
  }

  /** Its number in the table of points; nothing if it is not in the file. */
  numberOf(batchId: string): number | undefined {
    return this.#numberOf.get(batchId)?.['number'] as number | undefined;
  }

  save(batchId: string, saved: string): void {
    // Nearly always, it is there already.
    if (this.#update.run(saved, batchId).changes === 0) this.#insert.run(batchId, saved);
  }

  /** Deletes a batch and its history. */
  delete(batchId: string): void {
    const number = this.numberOf(batchId);
    if (number === undefined) return;
    this.#deletePoints.run(number);
    this.#delete.run(batchId);
  }
}
