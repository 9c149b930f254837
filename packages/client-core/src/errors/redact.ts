/** Seven or more digits of any script, with the separators that people write between them. */
const phoneNumberLike = /\+?\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd}){6,}/gu;
/** Control and format characters, lone surrogates, and line separators. */
const invisible = /[\p{C}\p{Zl}\p{Zp}]+/gu;
const longest = 200;
/** A text of megabytes is not searched beyond this. */
const longestSearched = 2_000;
/** The most of a phone number that is not recognized, if it is cut off before its seventh digit. */
const longestRest = 64;

/** Replaces everything in a text that looks like a phone number with `•••`. */
export const maskPhoneNumbers = (text: string): string => text.replace(phoneNumberLike, '•••');

/** Makes a text of the server safe for a message: one short line without secrets or phone numbers. */
export function redact(text: string, secrets: readonly string[]): string {
  const isCut = text.length > longestSearched;
  const margin = Math.max(longestRest, ...secrets.map(({ length }) => length));
  let clean = text.slice(0, longestSearched + margin);
  for (const secret of secrets) clean = clean.replaceAll(secret, '•••');
  clean = maskPhoneNumbers(clean.replace(invisible, ' '));
  // The end may be the beginning of a secret or a number, which is not recognized.
  if (isCut) clean = clean.slice(0, -margin);
  clean = clean.trim();
  return isCut || clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}
