/** The arguments or files cannot be used. The message says what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** The error for a file that the system could not read. */
export function unreadable(file: string, error: unknown): InputError {
  const { code } = error as NodeJS.ErrnoException;
  return new InputError(`${file} cannot be read (${code}).`, { cause: error });
}

/** Errors whose messages are sentences for users. By name, so that their modules are not loaded here. */
const names = new Set(['InputError', 'FileError', 'ContractError', 'RecordingError']);

export function isForUsers(error: unknown): error is Error {
  return error instanceof Error && names.has(error.name);
}
