/** What was asked for cannot be done as asked. The message says what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Says why the platform could not read a file. */
export function unreadable(file: string, error: unknown): InputError {
  const { code } = error as NodeJS.ErrnoException;
  return new InputError(`${file} cannot be read (${code}).`, { cause: error });
}
