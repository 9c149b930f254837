import type { DataFileFormat } from '@batch-status/data-file';

/** What the data file of a dashboard contains. None of it has a phone number, a key, or a workspace. */
export const format: DataFileFormat = {
  writer: '@batch-status/dashboard',
  contents: 'history',
  // `dash`
  applicationId: 0x64_61_73_68,
  version: 1,
  schema: `
    CREATE TABLE batch (
      batch_id TEXT PRIMARY KEY,
      number INTEGER NOT NULL UNIQUE,
      saved TEXT NOT NULL
    ) STRICT;
    CREATE TABLE point (
      batch INTEGER NOT NULL,
      slot INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      waiting INTEGER NOT NULL,
      active INTEGER NOT NULL,
      completed INTEGER NOT NULL,
      failed INTEGER NOT NULL,
      total INTEGER NOT NULL,
      PRIMARY KEY (batch, slot)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE share (
      id TEXT PRIMARY KEY,
      batch_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
  `,
};
