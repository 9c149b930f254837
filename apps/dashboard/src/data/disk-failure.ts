/** Result codes of SQLite: SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, and SQLITE_CANTOPEN. */
const reasons: ReadonlyMap<number, string> = new Map([
  [8, 'it may only be read'],
  [10, 'the disk failed or is full'],
  [13, 'the disk is full'],
  [14, 'it can no longer be opened'],
]);

/** Why the data file cannot be written, in words; nothing if the error is not one of SQLite. */
export function diskFailure(error: unknown): string | undefined {
  const { errcode, message } = error as { errcode?: number; message?: string };
  if (errcode === undefined) return undefined;
  // The low byte is the kind of error. The other bytes are details.
  return reasons.get(errcode & 0xff) ?? `it cannot be used (${message})`;
}
