import type { BatchRow } from '@batch-status/batch-row';

/**
 * One row of `batch` holds everything about a batch except its recent calls, which are ten rows at
 * most, so the time to read a batch does not depend on its size. A call gets its row by its first
 * transition, so neither does the time to create one. The rows of calls go when the batch completes.
 */
export const schema = `
  CREATE TABLE batch (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    workspace TEXT,
    recorded_end INTEGER,
    revision INTEGER NOT NULL DEFAULT 0,
    ending TEXT NOT NULL CHECK (ending IN ('sealed', 'open', 'explicit')),
    total INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    active INTEGER NOT NULL DEFAULT 0,
    completed INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    named INTEGER NOT NULL DEFAULT 0,
    ended INTEGER NOT NULL DEFAULT 0,
    additions INTEGER NOT NULL DEFAULT 0,
    talk_time INTEGER NOT NULL DEFAULT 0,
    start_time INTEGER,
    last_completed_time INTEGER,
    last_end_time INTEGER,
    cancelled_time INTEGER,
    failed_time INTEGER,
    completed_time INTEGER
  ) STRICT;
  CREATE INDEX ended_batch ON batch (recorded_end) WHERE recorded_end IS NOT NULL;
  CREATE TABLE call (
    batch INTEGER NOT NULL REFERENCES batch (number),
    call TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    delivery INTEGER NOT NULL,
    state TEXT NOT NULL
      CHECK (state IN ('active', 'returned', 'completed', 'failed', 'waiting', 'left')),
    runner TEXT,
    PRIMARY KEY (batch, call)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX active_call ON call (batch, call) WHERE state = 'active';
  CREATE TABLE recent_call (
    batch INTEGER NOT NULL REFERENCES batch (number),
    slot INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    call TEXT NOT NULL,
    PRIMARY KEY (batch, slot)
  ) STRICT, WITHOUT ROWID;
`;

/** The column of each member of a batch. */
const columns: Record<keyof BatchRow, string> = {
  revision: 'revision',
  ending: 'ending',
  total: 'total',
  waiting: 'waiting',
  active: 'active',
  completed: 'completed',
  failed: 'failed',
  named: 'named',
  ended: 'ended',
  additions: 'additions',
  talkTime: 'talk_time',
  startTime: 'start_time',
  lastCompletedTime: 'last_completed_time',
  lastEndTime: 'last_end_time',
  cancelledTime: 'cancelled_time',
  failedTime: 'failed_time',
  completedTime: 'completed_time',
};

const each = (clause: (column: string, member: string) => string): string =>
  Object.entries(columns)
    .map(([member, column]) => clause(column, member))
    .join(', ');

/** The members of a batch in the order of its columns: `node:sqlite` binds values faster than names. */
export const valuesOf = (batch: BatchRow): (number | string | null)[] =>
  Object.keys(columns).map((member) => batch[member as keyof BatchRow]);

export const insertBatch: string = `INSERT INTO batch (${each((column) => column)}, recorded_end, id, workspace)
  VALUES (${each(() => '?')}, ?, ?, ?) ON CONFLICT (id) DO NOTHING`;
export const selectBatch: string = `SELECT number, workspace, recorded_end AS recordedEnd,
  ${each((column, member) => `${column} AS ${member}`)} FROM batch WHERE id = ?`;
export const updateBatch: string = `UPDATE batch SET ${each((column) => `${column} = ?`)}, recorded_end = ?
  WHERE number = ?`;
export const selectCall = 'SELECT attempt, delivery, state FROM call WHERE batch = ? AND call = ?';
export const replaceCall =
  'INSERT OR REPLACE INTO call (batch, call, attempt, delivery, state, runner) VALUES (?, ?, ?, ?, ?, ?)';
export const selectActiveCalls = `SELECT batch.id AS batchId, call.call, attempt, runner
  FROM call INDEXED BY active_call JOIN batch ON batch.number = call.batch
  WHERE state = 'active' AND completed_time IS NULL`;
/** SQLite has no limit for DELETE by default. */
export const deleteCalls =
  'DELETE FROM call WHERE batch = ?1 AND call IN (SELECT call FROM call WHERE batch = ?1 LIMIT ?2)';
export const selectEndedWithCalls = `SELECT number FROM batch WHERE recorded_end IS NOT NULL
  AND EXISTS (SELECT 1 FROM call WHERE batch = number)`;
export const selectRecentCalls = 'SELECT call FROM recent_call WHERE batch = ? ORDER BY ended DESC';
export const replaceRecentCall =
  'INSERT OR REPLACE INTO recent_call (batch, slot, ended, call) VALUES (?, ?, ?, ?)';
export const selectExpired = 'SELECT number FROM batch WHERE recorded_end <= ?';
export const deleteRecentCalls = 'DELETE FROM recent_call WHERE batch = ?';
export const deleteBatch = 'DELETE FROM batch WHERE number = ?';
