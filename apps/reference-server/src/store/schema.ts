/**
 * One row of `batch` holds all that is told of a batch but its recent calls, which are ten rows at
 * most, so that reading is independent of the number of calls. A call has a row once it was dialed,
 * so that creating is too.
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

export const selectBatch = 'SELECT * FROM batch WHERE id = ?';
export const selectRecentCalls = 'SELECT call FROM recent_call WHERE batch = ? ORDER BY ended DESC';
