import type { DatabaseSync, StatementSync } from 'node:sqlite';
import * as sql from './schema.ts';

/** How many calls are deleted at once: a few milliseconds of work. */
const pieceSize = 5000;

/** Deletes what is no longer needed: the calls of batches that have ended, and expired batches. */
export class Leftovers {
  readonly #deleteCalls: StatementSync;
  readonly #selectExpired: StatementSync;
  readonly #deleteRecentCalls: StatementSync;
  readonly #deleteBatch: StatementSync;
  /** The numbers of the batches that have ended and may still have calls. */
  readonly #ended: Set<number>;
  #next: NodeJS.Immediate | undefined;

  constructor(database: DatabaseSync) {
    this.#deleteCalls = database.prepare(sql.deleteCalls);
    this.#selectExpired = database.prepare(sql.selectExpired);
    this.#deleteRecentCalls = database.prepare(sql.deleteRecentCalls);
    this.#deleteBatch = database.prepare(sql.deleteBatch);
    // A process that was killed may have left some.
    const left = database.prepare(sql.selectEndedWithCalls).all();
    this.#ended = new Set(left.map(({ number }) => number as number));
    this.#schedule();
  }

  /**
   * Deletes the first calls of a batch.
   *
   * @returns Whether none is left.
   */
  deleteFirstCalls(batch: number): boolean {
    return this.#deletePiece(batch);
  }

  /** Deletes the calls of a batch between other work. Its end must be committed. */
  deleteCallsLater(batch: number): void {
    this.#ended.add(batch);
    this.#schedule();
  }

  /** Deletes the batches whose ends were recorded up to a time. */
  deleteExpired(until: number): void {
    for (const row of this.#selectExpired.all(until)) {
      const batch = row['number'] as number;
      while (!this.#deletePiece(batch));
      this.#deleteRecentCalls.run(batch);
      this.#deleteBatch.run(batch);
      // SQLite gives its number to another batch.
      this.#ended.delete(batch);
    }
  }

  stop(): void {
    clearImmediate(this.#next);
    this.#ended.clear();
  }

  #schedule(): void {
    if (this.#ended.size > 0) this.#next ??= setImmediate(() => this.#continue());
  }

  #continue(): void {
    this.#next = undefined;
    const [batch] = this.#ended;
    if (batch === undefined) return;
    try {
      if (this.#deletePiece(batch)) this.#ended.delete(batch);
    } catch {
      // A full disk, for example. The rest goes after the next end, or when the file is opened again.
      return;
    }
    this.#schedule();
  }

  /** Returns whether none is left. */
  #deletePiece(batch: number): boolean {
    return this.#deleteCalls.run(batch, pieceSize).changes < pieceSize;
  }
}
