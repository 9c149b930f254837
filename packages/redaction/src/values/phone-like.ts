/**
 * What may be a phone number: seven digits or more, however they are set apart, in any script.
 * Dates and UUIDs have as many and are found first, to be left alone.
 */
const pattern =
  /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<!\d)\d{4}-\d\d-\d\d(?!\d)|(?:\+|%2B)?\p{Nd}(?:(?:[\s().\-/+]|%2[089DF]){0,3}\p{Nd}){6,}/giu;

const isExempt = /^(?:[\da-f]{8}-[\da-f]{4}-|\d{4}-\d\d-\d\d$)/i;

/** Replaces what may be phone numbers in a text. `placeholder` is given digits and gives digits. */
export function withoutPhoneNumbers(text: string, placeholder: (digits: string) => string): string {
  return text.replace(pattern, (found) => {
    if (isExempt.test(found)) return found;
    const [prefix = ''] = /^(?:\+|%2B)?/i.exec(found)!;
    return prefix + placeholder(digitsOf(found.slice(prefix.length)));
  });
}

/** A longer text is no phone number, and would take long to be found none. */
const longest = 64;

/** The digits of a text that is nothing but a phone number; `undefined` if it is more or less. */
export function phoneDigitsOf(text: string): string | undefined {
  if (text.length > longest || !/^\s*\+?[\s().\-/\p{Nd}]+$/u.test(text)) return undefined;
  const digits = digitsOf(text);
  return digits.length >= 7 ? digits : undefined;
}

function digitsOf(text: string): string {
  return text.replaceAll(/%[\da-f]{2}/gi, '').replaceAll(/\P{Nd}/gu, '');
}
