import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RecentCall } from '@batch-status/spec';
import type { Transition } from '@batch-status/simulation';
import { batchStatus, type BatchRow } from './batch-row.ts';
import type { BatchStore, NewBatch, StoredBatch, UnfinishedBatch } from './batch-store.ts';
import { CallSteps } from './call-steps.ts';
import { schema, selectBatch, selectRecentCalls } from './schema.ts';
import { openDatabase } from './sqlite.ts';

/** How many calls a batch tells of. */
const recentCalls = 10;
/** How many batches are kept as they were read last. */
const keptBatches = 1000;

/** Keeps batches in a SQLite database, of which this process is the only user. */
export class SqliteBatchStore implements BatchStore {
  readonly #database: DatabaseSync;
  readonly #latest = new Map<string, StoredBatch>();
  readonly #steps: CallSteps;
  readonly #insertBatch: StatementSync;
  readonly #selectBatch: StatementSync;
  readonly #updateBatch: StatementSync;
  readonly #selectUnfinished: StatementSync;
  readonly #replaceRecentCall: StatementSync;
  readonly #selectRecentCalls: StatementSync;

  /**
   * @param file A path, or `:memory:` for batches that end with the process.
   * @throws DataFileError if the file cannot be used.
   */
  constructor(file: string) {
    this.#database = openDatabase(file, schema);
    const prepare = (sql: string): StatementSync => this.#database.prepare(sql);
    this.#steps = new CallSteps(this.#database);
    this.#insertBatch = prepare(
      'INSERT INTO batch (id, plan, total, waiting) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
    );
    this.#selectBatch = prepare(selectBatch);
    this.#updateBatch = prepare(`
      UPDATE batch SET revision = ?, total = ?, additions = ?, waiting = ?, active = ?, completed = ?, failed = ?, ended = ?,
        talk_time = ?, start_time = ?, last_completed_time = ?, cancelled_time = ?, completed_time = ?
      WHERE number = ?
    `);
    this.#selectUnfinished = prepare(
      'SELECT id AS batchId, plan, revision FROM batch WHERE completed_time IS NULL',
    );
    this.#replaceRecentCall = prepare(
      'INSERT OR REPLACE INTO recent_call (batch, slot, ended, call) VALUES (?, ?, ?, ?)',
    );
    this.#selectRecentCalls = prepare(selectRecentCalls);
  }

  async create({ batchId, total, plan }: NewBatch): Promise<boolean> {
    return this.#insertBatch.run(batchId, plan, total, total).changes === 1;
  }

  peek(batchId: string): StoredBatch | undefined {
    return this.#latest.get(batchId);
  }

  async read(batchId: string): Promise<StoredBatch | undefined> {
    const known = this.peek(batchId);
    if (known !== undefined) return known;
    const row = this.#rowOf(batchId);
    if (row === undefined) return undefined;
    const calls = this.#selectRecentCalls.all(row.number);
    const batch: StoredBatch = {
      batchId,
      revision: row.revision,
      status: batchStatus(
        row,
        calls.map(({ call }) => JSON.parse(call as string) as RecentCall),
      ),
    };
    if (this.#latest.size === keptBatches) {
      this.#latest.delete(this.#latest.keys().next().value!);
    }
    this.#latest.set(batchId, batch);
    return batch;
  }

  async transition(batchId: string, transitions: readonly Transition[]): Promise<number> {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const row = this.#rowOf(batchId);
      if (row === undefined)
        throw new RangeError('There is no batch with this id; create it first.');
      const before = row.revision;
      for (const transition of transitions) {
        if (this.#apply(row, transition)) row.revision += 1;
      }
      this.#writeRow(row);
      this.#database.exec('COMMIT');
      this.#latest.delete(batchId);
      return row.revision - before;
    } catch (error) {
      // A full disk may have ended the transaction already.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  async unfinished(): Promise<UnfinishedBatch[]> {
    return this.#selectUnfinished.all() as unknown as UnfinishedBatch[];
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #rowOf(batchId: string): BatchRow | undefined {
    return this.#selectBatch.get(batchId) as BatchRow | undefined;
  }

  #writeRow(row: BatchRow): void {
    this.#updateBatch.run(
      row.revision,
      row.total,
      row.additions,
      row.waiting,
      row.active,
      row.completed,
      row.failed,
      row.ended,
      row.talk_time,
      row.start_time,
      row.last_completed_time,
      row.cancelled_time,
      row.completed_time,
      row.number,
    );
  }

  /** Whether the transition changed the batch. */
  #apply(row: BatchRow, transition: Transition): boolean {
    switch (transition.kind) {
      case 'dial': {
        if (isOver(row) || !this.#steps.take(row, transition)) return false;
        row.waiting -= 1;
        row.active += 1;
        row.start_time ??= transition.at;
        return true;
      }
      case 'end': {
        if (!this.#steps.take(row, transition)) return false;
        this.#countEnd(row, transition);
        return true;
      }
      case 'requeue': {
        if (isOver(row) || !this.#steps.take(row, transition)) return false;
        row.failed -= 1;
        row.waiting += 1;
        return true;
      }
      case 'add': {
        if (isOver(row) || !isNextAddition(row, transition.addition)) return false;
        row.additions += 1;
        row.total += transition.calls;
        row.waiting += transition.calls;
        return true;
      }
      case 'cancel': {
        if (isOver(row)) return false;
        row.waiting = 0;
        row.cancelled_time = transition.at;
        return true;
      }
      case 'complete': {
        if (row.completed_time !== null) return false;
        const left = row.waiting + row.active;
        if (left > 0) throw new RangeError(`The batch has ${left} calls left; end them first.`);
        row.completed_time = transition.at;
        return true;
      }
      default:
        return transition satisfies never;
    }
  }

  #countEnd(row: BatchRow, end: Extract<Transition, { kind: 'end' }>): void {
    row.active -= 1;
    this.#replaceRecentCall.run(
      row.number,
      row.ended % recentCalls,
      row.ended,
      JSON.stringify(end.recentCall),
    );
    row.ended += 1;
    if (end.failure !== null) {
      row.failed += 1;
      return;
    }
    row.completed += 1;
    row.talk_time += end.duration;
    row.last_completed_time = Math.max(row.last_completed_time ?? 0, end.at);
  }
}

/** @throws RangeError if another addition must come first. */
function isNextAddition({ additions }: BatchRow, addition: number): boolean {
  if (addition > additions) {
    throw new RangeError(
      `Calls have joined the batch ${additions} times, and this is addition ${addition}; apply those between first.`,
    );
  }
  return addition === additions;
}

/** Whether no call of the batch will be dialed any more. */
function isOver(row: BatchRow): boolean {
  return row.cancelled_time !== null || row.completed_time !== null;
}
