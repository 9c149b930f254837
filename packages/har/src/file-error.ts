/** A file cannot be read or written. The message says which one, and why. */
export class FileError extends Error {
  override readonly name = 'FileError';
}
