/**
 * A batch as counts. One row is all that a store needs to know of a batch, whatever its size. Times
 * are milliseconds since the epoch.
 */
export interface BatchRow {
  /** How many transitions have changed the batch. */
  readonly revision: number;
  readonly total: number;
  readonly waiting: number;
  readonly active: number;
  readonly completed: number;
  readonly failed: number;
  /** How many calls have ended. A call that was dialed again counts once for each attempt. */
  readonly ended: number;
  /** How often calls were added. */
  readonly additions: number;
  /** How long the completed calls lasted together, in milliseconds. */
  readonly talkTime: number;
  readonly startTime: number | null;
  readonly lastCompletedTime: number | null;
  readonly cancelledTime: number | null;
  readonly completedTime: number | null;
}

/** A batch with this number of calls, before any of them is dialed. */
export function newBatch(calls: number): BatchRow {
  return {
    revision: 0,
    total: calls,
    waiting: calls,
    active: 0,
    completed: 0,
    failed: 0,
    ended: 0,
    additions: 0,
    talkTime: 0,
    startTime: null,
    lastCompletedTime: null,
    cancelledTime: null,
    completedTime: null,
  };
}
