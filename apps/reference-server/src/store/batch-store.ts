import type { BatchStatus } from '@batch-status/spec';
import type { Transition } from '@batch-status/simulation';

/** A batch before anything has happened to it. */
export interface NewBatch {
  batchId: string;
  /** How many calls it has, all of them waiting. */
  total: number;
  /** What its dialer needs to go on after a restart. The store keeps it and does not read it. */
  plan: string;
}

/** A batch as it stood when it was read. It never changes. */
export interface StoredBatch {
  readonly batchId: string;
  /** How many transitions have made it what it is. */
  readonly revision: number;
  readonly status: BatchStatus;
}

/** A batch that is not complete, as its dialer takes it up again. */
export interface UnfinishedBatch {
  batchId: string;
  plan: string;
  revision: number;
}

/**
 * Where batches are kept. What a method has resolved with outlives the process, where the store
 * outlives it at all.
 */
export interface BatchStore {
  /** Creates a batch. Resolves with `false`, and changes nothing, if there is one with this id. */
  create(batch: NewBatch): Promise<boolean>;
  /**
   * Applies transitions, all or none. One that was applied before changes nothing, nor does one
   * that comes too late: a dial, a requeue or an addition after the cancellation, anything after the end.
   *
   * @returns How many of them changed the batch.
   * @throws RangeError if there is no such batch, or if one can never follow what was applied: the
   * end of a call that was not dialed, an addition without the one before, a call that the batch does not have, the end of a batch with
   * calls left.
   */
  transition(batchId: string, transitions: readonly Transition[]): Promise<number>;
  /** Takes the same time however many calls the batch has. The object is the same until it changes. */
  read(batchId: string): Promise<StoredBatch | undefined>;
  /** What `read` would give, where that is known, so that nothing has to be waited for. */
  peek(batchId: string): StoredBatch | undefined;
  /** Every batch that is not complete. */
  unfinished(): Promise<UnfinishedBatch[]>;
  /** Ends the use of the store. */
  close(): Promise<void>;
}
