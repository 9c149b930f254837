import type { BatchRow } from '@batch-status/batch-row';

/**
 * One row of `batch` holds everything about a batch except its recent calls, which are ten rows at
 * most, so the time to read a batch does not depend on its size. A call gets its row when it is
 * dialed, so neither does the time to create one.
 */
export const schema = `
  CREATE TABLE batch (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    plan TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    active INTEGER NOT NULL DEFAULT 0,
    completed INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    ended INTEGER NOT NULL DEFAULT 0,
    additions INTEGER NOT NULL DEFAULT 0,
    talk_time INTEGER NOT NULL DEFAULT 0,
    start_time INTEGER,
    last_completed_time INTEGER,
    cancelled_time INTEGER,
    completed_time INTEGER
  ) STRICT;
  CREATE INDEX unfinished_batch ON batch (number) WHERE completed_time IS NULL;
  CREATE TABLE call (
    batch INTEGER NOT NULL REFERENCES batch (number),
    call INTEGER NOT NULL,
    step INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'active', 'completed', 'failed')),
    PRIMARY KEY (batch, call)
  ) STRICT, WITHOUT ROWID;
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
  total: 'total',
  waiting: 'waiting',
  active: 'active',
  completed: 'completed',
  failed: 'failed',
  ended: 'ended',
  additions: 'additions',
  talkTime: 'talk_time',
  startTime: 'start_time',
  lastCompletedTime: 'last_completed_time',
  cancelledTime: 'cancelled_time',
  completedTime: 'completed_time',
};

const each = (clause: (column: string, member: string) => string): string =>
  Object.entries(columns)
    .map(([member, column]) => clause(column, member))
    .join(', ');

/** The members of a batch in the order of its columns: `node:sqlite` binds values faster than names. */
export const valuesOf = (batch: BatchRow): (number | null)[] =>
  Object.keys(columns).map((member) => batch[member as keyof BatchRow]);

export const insertBatch: string = `INSERT INTO batch (${each((column) => column)}, id, plan)
  VALUES (${each(() => '?')}, ?, ?) ON CONFLICT (id) DO NOTHING`;
export const selectBatch: string = `SELECT number, ${each((column, member) => `${column} AS ${member}`)}
  FROM batch WHERE id = ?`;
export const updateBatch: string = `UPDATE batch SET ${each((column) => `${column} = ?`)}
  WHERE number = ?`;
export const selectUnfinished =
  'SELECT id AS batchId, plan, revision FROM batch WHERE completed_time IS NULL';
export const selectCall = 'SELECT step, state FROM call WHERE batch = ? AND call = ?';
export const replaceCall =
  'INSERT OR REPLACE INTO call (batch, call, step, state) VALUES (?, ?, ?, ?)';
export const selectRecentCalls = 'SELECT call FROM recent_call WHERE batch = ? ORDER BY ended DESC';
export const replaceRecentCall =
  'INSERT OR REPLACE INTO recent_call (batch, slot, ended, call) VALUES (?, ?, ?, ?)';
