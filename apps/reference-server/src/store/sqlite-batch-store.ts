import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  apply,
  batchStatus,
  callAfter,
  newBatch,
  Refusal,
  type BatchRow,
  type CallRow,
} from '@batch-status/batch-row';
import type { Transition } from '@batch-status/simulation';
import type { RecentCall } from '@batch-status/spec';
import type { BatchStore, NewBatch, StoredBatch, UnfinishedBatch } from './batch-store.ts';
import * as sql from './schema.ts';
import { openDatabase } from './sqlite.ts';

/** How many recent calls a batch shows. */
const recentCalls = 10;
/** How many batches are kept in memory as they were read last. */
const keptBatches = 1000;

/** A row of the table `batch`. */
interface NumberedBatch extends BatchRow {
  number: number;
}

/** Keeps batches in a SQLite database that only this process uses. */
export class SqliteBatchStore implements BatchStore {
  readonly #database: DatabaseSync;
  readonly #latest = new Map<string, StoredBatch>();
  readonly #insertBatch: StatementSync;
  readonly #selectBatch: StatementSync;
  readonly #updateBatch: StatementSync;
  readonly #selectUnfinished: StatementSync;
  readonly #selectCall: StatementSync;
  readonly #replaceCall: StatementSync;
  readonly #selectRecentCalls: StatementSync;
  readonly #replaceRecentCall: StatementSync;

  /**
   * @param file A path, or `:memory:` for batches that end with the process.
   * @throws DataFileError if the file cannot be used.
   */
  constructor(file: string) {
    this.#database = openDatabase(file, sql.schema);
    this.#insertBatch = this.#database.prepare(sql.insertBatch);
    this.#selectBatch = this.#database.prepare(sql.selectBatch);
    this.#updateBatch = this.#database.prepare(sql.updateBatch);
    this.#selectUnfinished = this.#database.prepare(sql.selectUnfinished);
    this.#selectCall = this.#database.prepare(sql.selectCall);
    this.#replaceCall = this.#database.prepare(sql.replaceCall);
    this.#selectRecentCalls = this.#database.prepare(sql.selectRecentCalls);
    this.#replaceRecentCall = this.#database.prepare(sql.replaceRecentCall);
  }

  async create({ batchId, total, plan }: NewBatch): Promise<boolean> {
    return this.#insertBatch.run(...sql.valuesOf(newBatch(total)), batchId, plan).changes === 1;
  }

  peek(batchId: string): StoredBatch | undefined {
    return this.#latest.get(batchId);
  }

  async read(batchId: string): Promise<StoredBatch | undefined> {
    const latest = this.peek(batchId);
    if (latest !== undefined) return latest;
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
      if (row === undefined) {
        throw new RangeError('There is no batch with this id; create it first.');
      }
      const { number, ...before } = row;
      let batch: BatchRow = before;
      for (const transition of transitions) batch = this.#apply(number, batch, transition);
      this.#updateBatch.run(...sql.valuesOf(batch), number);
      this.#database.exec('COMMIT');
      this.#latest.delete(batchId);
      return batch.revision - before.revision;
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

  #rowOf(batchId: string): NumberedBatch | undefined {
    return this.#selectBatch.get(batchId) as NumberedBatch | undefined;
  }

  /** Stores what a transition changes besides the row of the batch, which it returns. */
  #apply(number: number, batch: BatchRow, transition: Transition): BatchRow {
    const call = 'call' in transition ? this.#callOf(number, transition.call) : undefined;
    const after = apply(batch, transition, call);
    if (after instanceof Refusal) throw new RangeError(after.reason);
    if (after === batch) return batch;
    if ('call' in transition) {
      const { step, state } = callAfter(transition);
      this.#replaceCall.run(number, transition.call, step, state);
    }
    if (transition.kind === 'end') {
      const { ended } = batch;
      const json = JSON.stringify(transition.recentCall);
      this.#replaceRecentCall.run(number, ended % recentCalls, ended, json);
    }
    return after;
  }

  #callOf(number: number, call: number): CallRow | undefined {
    return this.#selectCall.get(number, call) as CallRow | undefined;
  }
}
