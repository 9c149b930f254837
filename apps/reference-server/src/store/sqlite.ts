import type * as Sqlite from 'node:sqlite';

/**
 * Before Node 24, loading `node:sqlite` warns that it is experimental, which whoever runs the
 * server can do nothing about.
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

/** A file that cannot keep batches; the message is a sentence that says why, and what to do. */
export class DataFileError extends Error {
  override name = 'DataFileError';
}

/** Written into every file, so that another program's database is told from ours: `btch`. */
const applicationId = 0x62_74_63_68;
/** Rises when an older file can no longer be read, or its dialers would go on differently. */
const formatVersion = 1;

/**
 * Opens a database for this process alone.
 *
 * @param file A path, or `:memory:`.
 * @param schema Creates the tables of a new database.
 * @throws DataFileError if it cannot be used.
 */
export function openDatabase(file: string, schema: string): Sqlite.DatabaseSync {
  const sqlite = loadQuietly();
  if (sqlite === undefined) {
    throw new DataFileError(
      `Batches are kept by node:sqlite, which Node ${process.versions.node} does not have; use Node 22.13 or later.`,
    );
  }
  let database: Sqlite.DatabaseSync | undefined;
  try {
    database = new sqlite.DatabaseSync(file);
    // Whoever comes second would otherwise read and write between two of our statements.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    prepareFile(database, schema);
    return database;
  } catch (error) {
    database?.close();
    throw new DataFileError(`The data file ${file} ${reasonOf(error)}`, { cause: error });
  }
}

function prepareFile(database: Sqlite.DatabaseSync, schema: string): void {
  const pragma = (name: string): unknown =>
    Object.values(database.prepare(`PRAGMA ${name}`).get()!)[0];
  const isEmpty = database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
  if (!isEmpty && pragma('application_id') !== applicationId) {
    throw new UnusableFile('belongs to another program; choose another file.');
  }
  if (!isEmpty && pragma('user_version') !== formatVersion) {
    throw new UnusableFile('was written by another version of this server; choose another file.');
  }
  // A killed process loses nothing with NORMAL: what was committed is with the operating system.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  if (!isEmpty) return;
  database.exec(
    `BEGIN; ${schema} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${formatVersion}; COMMIT`,
  );
}

class UnusableFile extends Error {}

function reasonOf(error: unknown): string {
  if (error instanceof UnusableFile) return error.message;
  const { errcode, message } = error as Error & { errcode?: number };
  const reasons: Record<number, string> = {
    5: 'is in use by another process; stop that one, or choose another file.',
    8: 'may not be written; change its rights, or choose another file.',
    14: 'cannot be opened; choose one in a folder that exists and that may be written.',
    26: 'is no database; choose another file.',
  };
  // The low byte is the kind of error, the rest its details.
  return reasons[(errcode ?? 0) & 0xff] ?? `cannot be used: ${message}; choose another file.`;
}
