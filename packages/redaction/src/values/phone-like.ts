import { endOf, folded, startOf, type Reading } from './folded.ts';

/** A part of a text. */
export interface Span {
  start: number;
  end: number;
}

/** A possible phone number in a text. */
export interface PhoneSpan extends Span {
  digits: string;
  hasPlus: boolean;
}

/**
 * Seven or more digits could be a phone number, whatever stands between them: in a folded text, anything
 * but letters. Dates, times, and UUIDs have as many digits, so the pattern matches them to skip them.
 */
const pattern =
  /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])|(?<!\d)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[t ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?)?(?!\d)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) \d{4} \d\d:\d\d(?::\d\d)?(?!\d)|\+?\d(?:[^\p{L}\p{N}]{0,12}\d){6,}/gu;
const isExempt = /^(?:[a-z]{3} |[\da-f]{8}-[\da-f]{4}-|\d{4}-\d\d-\d\d(?!\d)(?:[t ]|$))/;
/** Where one number can end and the next one start. */
const boundary = /[,;|\n\r\t][^\p{L}\p{N}+]*|[^\p{L}\p{N}+]+(?=\+)/gu;
const leastDigits = 7;

/** Finds possible phone numbers in a reading of a text. The spans are those of its source. */
export function phoneSpansIn(reading: Reading): PhoneSpan[] {
  const spans: PhoneSpan[] = [];
  if (!/\d/.test(reading.text)) return spans;
  for (const { 0: found, index } of reading.text.matchAll(pattern)) {
    if (isExempt.test(found)) continue;
    for (const { start, end } of partsOf(found)) {
      const text = found.slice(start, end);
      spans.push({
        start: startOf(reading, index + start),
        end: endOf(reading, index + end),
        digits: text.replaceAll(/\D/g, ''),
        hasPlus: text.startsWith('+'),
      });
    }
  }
  return spans;
}

/** Splits a list of numbers. Each part has enough digits to be a number itself. */
function partsOf(found: string): Span[] {
  const parts: Span[] = [];
  const total = digitCount(found);
  let start = 0;
  let counted = 0;
  let seen = 0;
  let before = 0;
  for (const { 0: separator, index } of found.matchAll(boundary)) {
    seen += digitCount(found.slice(counted, index));
    counted = index;
    if (seen - before < leastDigits || total - seen < leastDigits) continue;
    parts.push({ start, end: index });
    start = index + separator.length;
    before = seen;
  }
  return [...parts, { start, end: found.length }];
}

function digitCount(text: string): number {
  return text.replaceAll(/\D/g, '').length;
}

/** A longer text cannot be a phone number, and would take long to check. */
const longest = 64;

/** The digits of a text that is only a phone number; otherwise `undefined`. */
export function phoneDigitsOf(text: string): string | undefined {
  if (text.length > longest) return undefined;
  const plain = folded({ text }).text;
  if (!/^\s*\+?[\s().\-/\d]+$/.test(plain)) return undefined;
  const digits = plain.replaceAll(/\D/g, '');
  return digits.length >= leastDigits ? digits : undefined;
}

/**
 * Whether a number in JSON, or in a header, could be a phone number with its area: one of 10 to 15 digits.
 * Times are not: in seconds or milliseconds until the year 2033, or as `20230102030405`.
 */
export function isPhoneNumber(source: string): boolean {
  const [, mantissa = '', exponent = '0'] = /^[-+]?([\d.]*)(?:e(.*))?$/i.exec(source) ?? [];
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Math.min(Math.max(Number(exponent), 0), longest);
  const digits = (whole + fraction.padEnd(shift, '0')).replace(/^0+/, '');
  const integer = (whole + fraction.padEnd(shift, '0').slice(0, shift)).replace(/^0+/, '');
  const significant = digits.length > integer.length ? digits.replace(/0+$/, '') : digits;
  return [integer, significant].some(
    (text) => /^\d{10,15}$/.test(text) && !/^1(?:\d{9}|\d{12})$|^(?:19|20)\d{12}$/.test(text),
  );
}
