import type { BatchStatus } from '@batch-status/spec';
import type { Transition } from '@batch-status/simulation';

/** A batch before anything has happened to it. */
export interface NewBatch {
  batchId: string;
  /** The number of calls. All of them wait. */
  total: number;
  /** What its dialer needs after a restart. The store does not read it. */
  plan: string;
}

/** A batch at the time when it was read. It never changes. */
export interface StoredBatch {
  readonly batchId: string;
  /** How many transitions have changed the batch. */
  readonly revision: number;
  readonly status: BatchStatus;
}

/** What a dialer needs to continue a batch that is not complete. */
export interface UnfinishedBatch {
  batchId: string;
  plan: string;
  revision: number;
}

/**
 * Stores batches. After a method has resolved, its effect survives the end of the process, if the
 * store itself does.
 */
export interface BatchStore {
  /** Creates a batch. If one with this id exists, it changes nothing and resolves with `false`. */
  create(batch: NewBatch): Promise<boolean>;
  /**
   * Applies transitions: all, or none if it rejects. A transition that was applied before changes
   * nothing, and neither does one that is too late: a dial, a requeue, an addition, or a
   * cancellation of a batch that was cancelled or completed.
   *
   * @returns The number of transitions that changed the batch.
   * @throws RangeError if there is no such batch, or if a transition cannot follow those before it:
   * the end of a call that was not dialed, an addition before an earlier one, a call that the batch
   * does not have, or the end of a batch with calls left.
   */
  transition(batchId: string, transitions: readonly Transition[]): Promise<number>;
  /** Takes the same time whatever the size of the batch. Returns the same object until the batch changes. */
  read(batchId: string): Promise<StoredBatch | undefined>;
  /** The result of `read`, if it is known without waiting. */
  peek(batchId: string): StoredBatch | undefined;
  /** Every batch that is not complete. */
  unfinished(): Promise<UnfinishedBatch[]>;
  /** Closes the store. */
  close(): Promise<void>;
}
