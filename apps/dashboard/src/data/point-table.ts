import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { HistoryPoint } from '../wire/board.ts';

/** At most one point is kept for each slot of so many milliseconds, or a busy month fills the disk. */
const slot = 10_000;
/** In milliseconds: 30 days. */
const retention = 30 * 86_400_000;

/** The history of all batches. */
export class PointTable {
  readonly #replace: StatementSync;
  readonly #of: StatementSync;
  readonly #expire: StatementSync;

  constructor(database: DatabaseSync) {
    this.#replace = database.prepare(
      'INSERT OR REPLACE INTO point (batch, slot, received_at, waiting, active, completed, failed, total) SELECT number, ?, ?, ?, ?, ?, ?, ? FROM batch WHERE batch_id = ?',
    );
    this.#of = database.prepare(
      'SELECT slot, received_at AS receivedAt, waiting, active, completed, failed, total FROM point WHERE batch = (SELECT number FROM batch WHERE batch_id = ?) AND slot > ? ORDER BY slot LIMIT ?',
    );
    this.#expire = database.prepare('DELETE FROM point WHERE slot < ?');
  }

  add(batchId: string, point: HistoryPoint): void {
    const { receivedAt, waiting, active, completed, failed, total } = point;
    const slotOf = Math.floor(receivedAt / slot);
    this.#replace.run(slotOf, receivedAt, waiting, active, completed, failed, total, batchId);
  }

  /** Deletes what is older than 30 days. */
  expire(now: number): void {
    this.#expire.run(Math.floor((now - retention) / slot));
  }

  /** The history of a batch, oldest first, in pages: a long one must not be in memory as a whole. */
  *of(batchId: string, size = 1000): Generator<HistoryPoint[]> {
    let after = -1;
    for (;;) {
      const rows = this.#of.all(batchId, after, size) as unknown as (HistoryPoint & {
        slot: number;
      })[];
      after = rows.at(-1)?.slot ?? Infinity;
      if (rows.length > 0) yield rows.map(({ slot: _slot, ...point }) => point);
      if (rows.length < size) return;
    }
  }
}
