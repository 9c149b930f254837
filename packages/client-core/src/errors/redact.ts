/** Seven or more digits of any script, with the separators that people write between them. */
const phoneNumberLike = /\+?\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd}){6,}/gu;
/** Control and format characters, lone surrogates, and line separators. */
const invisible = /[\p{C}\p{Zl}\p{Zp}]+/gu;
const longest = 200;

/** Replaces everything in a text that looks like a phone number with `•••`. */
export const maskPhoneNumbers = (text: string): string => text.replace(phoneNumberLike, '•••');

/** Makes a text of the server safe for a message: one short line without secrets or phone numbers. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, '•••');
  clean = maskPhoneNumbers(clean.replace(invisible, ' ')).trim();
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}
