/**
 * Text that could be a phone number: seven or more digits of any script, with any separators. The
 * pattern also matches dates and UUIDs, which have as many digits, so that they can be skipped.
 */
const pattern =
  /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<!\d)\d{4}-\d\d-\d\d(?!\d)|(?:\+|%2B)?\p{Nd}(?:(?:[\s().\-/+]|%2[089DF]){0,3}\p{Nd}){6,}/giu;

const isExempt = /^(?:[\da-f]{8}-[\da-f]{4}-|\d{4}-\d\d-\d\d$)/i;

/** Replaces possible phone numbers in a text. `placeholder` takes and returns digits. */
export function withoutPhoneNumbers(text: string, placeholder: (digits: string) => string): string {
  return text.replace(pattern, (found) => {
    if (isExempt.test(found)) return found;
    const [prefix = ''] = /^(?:\+|%2B)?/i.exec(found)!;
    return prefix + placeholder(digitsOf(found.slice(prefix.length)));
  });
}

/** A longer text cannot be a phone number, and would take long to check. */
const longest = 64;

/** The digits of a text that is only a phone number; otherwise `undefined`. */
export function phoneDigitsOf(text: string): string | undefined {
  if (text.length > longest || !/^\s*\+?[\s().\-/\p{Nd}]+$/u.test(text)) return undefined;
  const digits = digitsOf(text);
  return digits.length >= 7 ? digits : undefined;
}

function digitsOf(text: string): string {
  return text.replaceAll(/%[\da-f]{2}/gi, '').replaceAll(/\P{Nd}/gu, '');
}
