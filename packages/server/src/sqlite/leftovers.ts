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
  /** The batches that have ended and may still have calls. */
  readonly #ended: number[];
  #next: NodeJS.Immediate | undefined;

  constructor(database: DatabaseSync) {
    this.#deleteCalls = database.prepare(sql.deleteCalls);
    this.#selectExpired = database.prepare(sql.selectExpired);
    this.#deleteRecentCalls = database.prepare(sql.deleteRecentCalls);
    this.#deleteBatch = database.prepare(sql.deleteBatch);
    // A process that was killed may have left some.
    this.#ended = database
      .prepare(sql.selectEndedWithCalls)
      .all()
      .map(({ number }) => number as number);
    this.#schedule();
  }

  /** Deletes the calls of a batch: the first at once, others between other work. */
  deleteCalls(batch: number): void {
    if (this.#deletePiece(batch)) return;
    this.#ended.push(batch);
    this.#schedule();
  }

  /** Deletes the batches whose ends were recorded up to a time. */
  deleteExpired(until: number): void {
    for (const { number } of this.#selectExpired.all(until)) {
      while (!this.#deletePiece(number as number));
      this.#deleteRecentCalls.run(number!);
      this.#deleteBatch.run(number!);
    }
  }

  stop(): void {
    clearImmediate(this.#next);
    this.#ended.length = 0;
  }

  #schedule(): void {
    if (this.#ended.length > 0) this.#next ??= setImmediate(() => this.#continue());
  }

  #continue(): void {
    this.#next = undefined;
    try {
      if (this.#deletePiece(this.#ended[0]!)) this.#ended.shift();
    } catch {
      // A full disk, for example. The rest goes when the database is opened again.
      return;
    }
    this.#schedule();
  }

  /** Returns whether none is left. */
  #deletePiece(batch: number): boolean {
    return this.#deleteCalls.run(batch, pieceSize).changes < pieceSize;
  }
}
