/** Thrown where what the command was given cannot work; the message says how to mend it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
