/** An argument, option, or variable is wrong. The message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
