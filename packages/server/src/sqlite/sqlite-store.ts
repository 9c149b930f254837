import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { openDataFile, type DataFileFormat } from '@batch-status/data-file';
import {
  apply,
  batchStatus,
  IllegalTransition,
  newBatch,
  recentCall,
  recentCallCount,
  revised,
  settled,
  type BatchRow,
  type CallRow,
  type Transition,
} from '@batch-status/batch-row';
import type { RecentCall } from '@batch-status/spec';
import type {
  ActiveCall,
  BatchStore,
  NewBatch,
  StoredBatch,
  TransitionOutcome,
} from '../store/batch-store.ts';
import { checkNewBatch, checkTransition } from '../store/check-input.ts';
import { UnknownBatchError } from '../store/errors.ts';
import { diskFailure } from './disk-failure.ts';
import { Leftovers } from './leftovers.ts';
import * as sql from './schema.ts';

/** How many batches are kept in memory as they were read last. */
const keptBatches = 1000;

/** A row of the table `batch`. */
interface NumberedBatch extends BatchRow {
  number: number;
  workspace: string | null;
  /** When the end of the batch was recorded, by the clock of this process. */
  recordedEnd: number | null;
}

/** A batch while a group of transitions is applied to it. */
interface RecordedBatch {
  readonly number: number;
  batch: BatchRow;
}

interface LatestBatch {
  batch: StoredBatch;
  /** When it is no longer kept; `Infinity` if it has not ended. */
  until: number;
}

export interface SqliteStoreSettings {
  file: string;
  retention: number;
  now: () => number;
}

/** The version is raised when older files cannot be read, or when their batches would run differently. */
const format: DataFileFormat = {
  writer: '@batch-status/server',
  contents: 'batches',
  // `btch`
  applicationId: 0x62_74_63_68,
  version: 2,
  schema: sql.schema,
};

/** Keeps batches in a SQLite database that only this process uses. */
export class SqliteBatchStore implements BatchStore {
  /** In it, the program may have tables of its own. */
  readonly database: DatabaseSync;
  readonly #retention: number;
  readonly #now: () => number;
  readonly #leftovers: Leftovers;
  readonly #latest = new Map<string, LatestBatch>();
  readonly #insertBatch: StatementSync;
  readonly #selectBatch: StatementSync;
  readonly #updateBatch: StatementSync;
  readonly #selectCall: StatementSync;
  readonly #replaceCall: StatementSync;
  readonly #selectRecentCalls: StatementSync;
  readonly #replaceRecentCall: StatementSync;

  constructor({ file, retention, now }: SqliteStoreSettings) {
    this.database = openDataFile(file, format);
    this.#retention = retention;
    this.#now = now;
    this.#leftovers = new Leftovers(this.database);
    this.#insertBatch = this.database.prepare(sql.insertBatch);
    this.#selectBatch = this.database.prepare(sql.selectBatch);
    this.#updateBatch = this.database.prepare(sql.updateBatch);
    this.#selectCall = this.database.prepare(sql.selectCall);
    this.#replaceCall = this.database.prepare(sql.replaceCall);
    this.#selectRecentCalls = this.database.prepare(sql.selectRecentCalls);
    this.#replaceRecentCall = this.database.prepare(sql.replaceRecentCall);
  }

  async create(created: NewBatch): Promise<boolean> {
    checkNewBatch(created);
    const { batchId, total, ending = 'sealed', workspace } = created;
    const now = this.#now();
    const batch = settled(newBatch(total, ending), now);
    const recordedEnd = batch.completedTime === null ? null : now;
    const values = [...sql.valuesOf(batch), recordedEnd, batchId, workspace ?? null];
    try {
      this.#leftovers.deleteExpired(now - this.#retention);
      return this.#insertBatch.run(...values).changes === 1;
    } catch (error) {
      throw diskFailure(error);
    }
  }

  read(batchId: string): StoredBatch | undefined {
    const latest = this.#latest.get(batchId);
    if (latest?.until === Infinity) return latest.batch;
    if (latest !== undefined && latest.until > this.#now()) return latest.batch;
    this.#latest.delete(batchId);
    const row = this.#rowOf(batchId);
    if (row === undefined) return undefined;
    const calls = this.#selectRecentCalls.all(row.number);
    const batch: StoredBatch = {
      batchId,
      workspace: row.workspace ?? undefined,
      revision: row.revision,
      status: batchStatus(
        row,
        calls.map(({ call }) => JSON.parse(call as string) as RecentCall),
      ),
    };
    if (this.#latest.size === keptBatches) {
      this.#latest.delete(this.#latest.keys().next().value!);
    }
    this.#latest.set(batchId, { batch, until: (row.recordedEnd ?? Infinity) + this.#retention });
    return batch;
  }

  async transition(
    batchId: string,
    transitions: readonly Transition[],
  ): Promise<TransitionOutcome[]> {
    for (const transition of transitions) checkTransition(transition);
    try {
      this.database.exec('BEGIN IMMEDIATE');
      const row = this.#rowOf(batchId);
      if (row === undefined) throw new UnknownBatchError();
      const { number, workspace: _workspace, recordedEnd, ...before } = row;
      const recorded: RecordedBatch = { number, batch: before };
      const outcomes = transitions.map((transition) => this.#apply(recorded, transition));
      const batch = revised(before, recorded.batch);
      const ends = batch.completedTime !== null && recordedEnd === null;
      if (batch !== before) {
        const end = ends ? this.#now() : recordedEnd;
        this.#updateBatch.run(...sql.valuesOf(batch), end, number);
      }
      const hasCalls = ends && !this.#leftovers.deleteFirstCalls(number);
      this.database.exec('COMMIT');
      if (hasCalls) this.#leftovers.deleteCallsLater(number);
      if (batch !== before) this.#latest.delete(batchId);
      return outcomes;
    } catch (error) {
      // A full disk may have ended the transaction already.
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw diskFailure(error);
    }
  }

  async *activeCalls(): AsyncGenerator<ActiveCall, void> {
    const rows = this.database.prepare(sql.selectActiveCalls).all();
    for (const { batchId, call, attempt, runner } of rows) {
      yield {
        batchId: batchId as string,
        call: call as string,
        attempt: attempt as number,
        runner: (runner as string | null) ?? undefined,
      };
    }
  }

  async close(): Promise<void> {
    this.#leftovers.stop();
    this.database.close();
  }

  #rowOf(batchId: string): NumberedBatch | undefined {
    const row = this.#selectBatch.get(batchId) as NumberedBatch | undefined;
    const { recordedEnd } = row ?? {};
    if (recordedEnd == null || recordedEnd + this.#retention > this.#now()) return row;
    return undefined;
  }

  /** Applies a transition to `recorded`, and stores what it changes besides the row of the batch. */
  #apply(recorded: RecordedBatch, transition: Transition): TransitionOutcome {
    const { number, batch: before } = recorded;
    const call = 'call' in transition ? this.#callOf(number, transition.call) : undefined;
    const outcome = apply(before, transition, call);
    if (outcome instanceof IllegalTransition) throw new RangeError(outcome.reason);
    if (typeof outcome === 'string') return outcome;
    recorded.batch = outcome.batch;
    if ('call' in transition && outcome.call) {
      const { attempt, delivery, state } = outcome.call;
      const runner = transition.kind === 'dial' ? (transition.runner ?? null) : null;
      this.#replaceCall.run(number, transition.call, attempt, delivery, state, runner);
    }
    if (transition.kind === 'end') {
      const { ended } = before;
      const json = JSON.stringify(recentCall(transition, outcome.batch));
      this.#replaceRecentCall.run(number, ended % recentCallCount, ended, json);
    }
    return 'applied';
  }

  #callOf(number: number, call: string): CallRow | undefined {
    return this.#selectCall.get(number, call) as CallRow | undefined;
  }
}
