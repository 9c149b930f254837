/** Seven digits or more of any script, with what people write between them. */
const phoneNumberLike = /\+?\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd}){6,}/gu;
/** Control and format characters, lone surrogates, and line separators. */
const invisible = /[\p{C}\p{Zl}\p{Zp}]+/gu;
const longest = 200;

/** Replaces everything in a text that looks like a phone number. */
export const maskPhoneNumbers = (text: string): string => text.replace(phoneNumberLike, '•••');

/** A server's own words, fit for an error's message: short, one line, no secret, no number. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, '•••');
  clean = maskPhoneNumbers(clean.replace(invisible, ' ')).trim();
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}
