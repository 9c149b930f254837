import type * as Sqlite from 'node:sqlite';

/**
 * Loads `node:sqlite` without the warning of Node 22 that it is experimental. Users of the server
 * cannot do anything about it.
 */
function loadQuietly(): typeof Sqlite | undefined {
  const warn = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = warn;
  }
}

/** The data file cannot be used. The message says why and what to do, in one sentence. */
export class DataFileError extends Error {
  override name = 'DataFileError';
}

/** What is in a data file, and how to recognize it. */
export interface DataFileFormat {
  /** The package that writes it. */
  writer: string;
  /** What it stores, in a word. */
  contents: string;
  /** Identifies its files among SQLite databases. */
  applicationId: number;
  /** Raised when older files can no longer be read. */
  version: number;
  /** The SQL that creates the tables of a new file. */
  schema: string;
}

/**
 * Opens a database for this process alone.
 *
 * @param file A path, or `:memory:`.
 * @throws DataFileError if it cannot be used.
 */
export function openDataFile(file: string, format: DataFileFormat): Sqlite.DatabaseSync {
  const sqlite = loadQuietly();
  if (sqlite === undefined) {
    throw new DataFileError(
      `Node ${process.versions.node} does not have node:sqlite, which stores the ${format.contents}; use Node 22.13 or later.`,
    );
  }
  let database: Sqlite.DatabaseSync | undefined;
  try {
    database = new sqlite.DatabaseSync(file);
    // Without the lock, another process could write between two of our statements.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    prepareFile(database, format);
    return database;
  } catch (error) {
    database?.close();
    throw new DataFileError(`The data file ${file} ${reasonOf(error)}`, { cause: error });
  }
}

function prepareFile(
  database: Sqlite.DatabaseSync,
  { writer, applicationId, version, schema }: DataFileFormat,
): void {
  const pragma = (name: string): unknown =>
    Object.values(database.prepare(`PRAGMA ${name}`).get()!)[0];
  const isEmpty = database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
  if (!isEmpty && pragma('application_id') !== applicationId) {
    throw new UnusableFile('belongs to another program; choose another file.');
  }
  if (!isEmpty && pragma('user_version') !== version) {
    throw new UnusableFile(`was written by another version of ${writer}; choose another file.`);
  }
  // With NORMAL, a killed process loses nothing: the operating system has what was committed.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  if (!isEmpty) return;
  database.exec(
    `BEGIN; ${schema} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version}; COMMIT`,
  );
}

class UnusableFile extends Error {}

function reasonOf(error: unknown): string {
  if (error instanceof UnusableFile) return error.message;
  const { errcode, message } = error as Error & { errcode?: number };
  const reasons: Record<number, string> = {
    5: 'is in use by another process; stop that process, or choose another file.',
    8: 'cannot be written; change its permissions, or choose another file.',
    13: 'cannot be created, because the disk is full; free some space, or choose another file.',
    14: 'cannot be opened; choose a file in a folder that exists and is writable.',
    26: 'is not a database; choose another file.',
  };
  // The low byte is the kind of error. The other bytes are details.
  return reasons[(errcode ?? 0) & 0xff] ?? `cannot be used: ${message}; choose another file.`;
}
