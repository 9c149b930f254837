/** Seven or more digits of any script, with the separators that people write between them. */
const phoneNumberLike = /\+?\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd}){6,}/gu;
/** A line and a column of a file, as in a stack. */
const position = /^\d{1,6}:\d{1,6}$/;
/** Control and format characters, fillers, lone surrogates, and line separators. */
const invisible = /[\p{C}\p{DI}\p{Zl}\p{Zp}]+/gu;

const longest = 200;
/** A text of megabytes is not searched beyond this. */
const longestSearched = 2_000;
/** The most of a phone number that is not recognized, if it is cut off before its seventh digit. */
const longestRest = 64;

/** Replaces everything in a text that looks like a phone number with `•••`. */
export const withoutPhoneNumbers = (text: string): string =>
  text.replace(phoneNumberLike, (digits) => (position.test(digits) ? digits : '•••'));

/** Replaces secrets, also in lowercase, as in a host name. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce(
    (rest, secret) => rest.replaceAll(secret, '•••').replaceAll(secret.toLowerCase(), '•••'),
    text,
  );

/**
 * Makes any text safe for a message: one short line without secrets, phone numbers, and characters
 * that are invisible or that change how a terminal displays the rest.
 *
 * @example
 * ```ts
 * import { redact } from '@batch-status/client-core';
 *
 * console.log(redact('key-1 is wrong\nfor +12025550142', ['key-1'])); // ••• is wrong for •••
 * ```
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const isCut = text.length > longestSearched;
  const margin = Math.max(longestRest, ...secrets.map(({ length }) => length));
  const line = withoutSecrets(text.slice(0, longestSearched + margin), secrets);
  let clean = withoutPhoneNumbers(line.replace(invisible, ' '));
  // The end may be the beginning of a secret or a number, which is not recognized.
  if (isCut) clean = clean.slice(0, -margin);
  clean = clean.trim();
  if (!isCut && clean.length <= longest) return clean;
  // A cut between two surrogates would leave half a character.
  return `${clean.slice(0, longest).replace(/\p{Cs}$/u, '')}…`;
}
