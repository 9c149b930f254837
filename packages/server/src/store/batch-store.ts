import type { Ending, Transition, Unapplied } from '@batch-status/batch-row';
import type { BatchStatus } from '@batch-status/spec';

/** A batch before anything has happened to it. */
export interface NewBatch {
  /** Any text that the contract allows as an id. It identifies the batch in the whole store. */
  batchId: string;
  /** The number of calls. All of them wait. */
  total: number;
  /** Default `sealed`: the batch completes with its last call. */
  ending?: Ending | undefined;
  /** The workspace that may read the batch. Without it, every workspace may. */
  workspace?: string | undefined;
}

/** A batch at the time when it was read. It never changes. */
export interface StoredBatch {
  readonly batchId: string;
  readonly workspace: string | undefined;
  /** How many transitions have changed the batch. It grows exactly when `status` changes. */
  readonly revision: number;
  /** The batch as the API shows it. */
  readonly status: BatchStatus;
  /**
   * When the batch changes next, if that is known, in milliseconds since the epoch. A batch without
   * active calls is sent with a `Retry-After` until then.
   */
  readonly nextChangeAt?: number | undefined;
}

/**
 * What a transition did. It was `applied`. Or it changed nothing: because the call is active already
 * (`current`), because it is past (`passed`), or because the batch was cancelled or failed
 * (`refused`). A call may be dialed only after `applied` and `current`.
 */
export type TransitionOutcome = 'applied' | Unapplied;

/** A call that is active. */
export interface ActiveCall {
  readonly batchId: string;
  readonly call: string;
  readonly attempt: number;
  /** As its dial named it. */
  readonly runner: string | undefined;
}

/**
 * Stores batches. After a promise has resolved, the effect of the method survives the end of the
 * process, if the store itself does.
 */
export interface BatchStore {
  /**
   * Creates a batch. If one with this id exists, it changes nothing and resolves with `false`.
   *
   * @throws RangeError if the id or the number of calls is not allowed.
   */
  create(batch: NewBatch): Promise<boolean>;
  /**
   * Applies transitions in their order: all, or none if it rejects. The end of the last call
   * completes the batch in the same step.
   *
   * @returns What each transition did.
   * @throws UnknownBatchError if there is no such batch.
   * @throws RangeError if a transition is malformed, or cannot follow those before it: the end of a
   * call that was not dialed, an addition before an earlier one, a call that the batch does not have,
   * or the end of a batch with calls left.
   * @throws StoreUnavailableError if the store does not respond.
   */
  transition(batchId: string, transitions: readonly Transition[]): Promise<TransitionOutcome[]>;
  /**
   * Returns a batch, or a promise of it. It returns the same object until the batch changes, and takes
   * the same time whatever the size of the batch.
   *
   * @throws StoreUnavailableError if the store does not respond.
   */
  read(batchId: string): StoredBatch | undefined | Promise<StoredBatch | undefined>;
  /** The active calls of all batches. The time depends on their number, not on the size of the batches. */
  activeCalls(): AsyncIterable<ActiveCall>;
  /** Closes the store. */
  close(): Promise<void>;
}
