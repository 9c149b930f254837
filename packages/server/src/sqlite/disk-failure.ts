import { StoreUnavailableError } from '../store/errors.ts';

/** Result codes of SQLite: SQLITE_IOERR and SQLITE_FULL. A file system may report either when it is full. */
const kinds: ReadonlySet<number> = new Set([10, 13]);

/** An error of SQLite as an error of the store, if the disk is full or has failed. */
export function diskFailure(error: unknown): unknown {
  const { errcode, message } = error as Error & { errcode?: number };
  // The low byte is the kind of error. The other bytes are details.
  if (errcode === undefined || !kinds.has(errcode & 0xff)) return error;
  return new StoreUnavailableError(`The data file cannot be written: ${message}`, { cause: error });
}
