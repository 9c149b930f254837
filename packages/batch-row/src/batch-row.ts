/**
 * How a batch completes: a `sealed` one with its last call, an `open` one too, but only once it is
 * sealed, and an `explicit` one by the transition `complete` alone.
 */
export type Ending = 'sealed' | 'open' | 'explicit';

/**
 * A batch as counts. One row is all that a store needs to know of a batch, whatever its size. Times
 * are milliseconds since the epoch.
 */
export interface BatchRow {
  /** How many transitions have changed what the API shows of the batch. */
  readonly revision: number;
  readonly ending: Ending;
  readonly total: number;
  readonly waiting: number;
  readonly active: number;
  readonly completed: number;
  readonly failed: number;
  /** How many calls have a {@link CallRow}, which a call gets by its first transition. */
  readonly named: number;
  /** How many calls have ended. A call that was dialed again counts once for each attempt. */
  readonly ended: number;
  /** How often calls were added. */
  readonly additions: number;
  /** How long the completed calls lasted together, in milliseconds. */
  readonly talkTime: number;
  readonly startTime: number | null;
  readonly lastCompletedTime: number | null;
  /** When the last call ended, whether it completed or failed. */
  readonly lastEndTime: number | null;
  readonly cancelledTime: number | null;
  /** When the batch failed as a whole. */
  readonly failedTime: number | null;
  readonly completedTime: number | null;
}

/** A batch with this number of calls, before any of them is dialed. */
export function newBatch(calls: number, ending: Ending): BatchRow {
  return {
    revision: 0,
    ending,
    total: calls,
    waiting: calls,
    active: 0,
    completed: 0,
    failed: 0,
    named: 0,
    ended: 0,
    additions: 0,
    talkTime: 0,
    startTime: null,
    lastCompletedTime: null,
    lastEndTime: null,
    cancelledTime: null,
    failedTime: null,
    completedTime: null,
  };
}

/** Whether a batch was cancelled or failed, so that no other call of it is dialed. */
export const isStopped = ({ cancelledTime, failedTime }: BatchRow): boolean =>
  cancelledTime !== null || failedTime !== null;

/** The batch, completed if nothing is left of it and nothing can come. */
export function settled(batch: BatchRow, at: number): BatchRow {
  if (batch.completedTime !== null || batch.ending === 'explicit') return batch;
  if (batch.ending === 'open' && !isStopped(batch)) return batch;
  return batch.waiting + batch.active > 0 ? batch : completed(batch, at);
}

/** The batch, completed at a time that is not before anything that it shows. */
export function completed(batch: BatchRow, at: number): BatchRow {
  const { startTime, lastEndTime, cancelledTime, failedTime } = batch;
  const times = [startTime, lastEndTime, cancelledTime, failedTime].map((time) => time ?? 0);
  return { ...batch, completedTime: Math.max(at, ...times) };
}
