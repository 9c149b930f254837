import { ConfigurationError } from './errors.ts';
import { withoutPhoneNumbers } from './redact.ts';

/**
 * Replaces everything in a text that looks like a phone number with `•••`.
 *
 * @throws {ConfigurationError} if it is not a text.
 *
 * @example
 * ```ts
 * import { maskPhoneNumbers } from '@batch-status/fetch';
 *
 * console.log(maskPhoneNumbers('Called +12025550142.')); // Called •••.
 * ```
 */
export function maskPhoneNumbers(text: string): string {
  if (typeof text === 'string') return withoutPhoneNumbers(text);
  throw new ConfigurationError(`The text must be a string; got a value of type ${typeof text}.`);
}
