/** What was asked for cannot be done as asked. The message says what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
