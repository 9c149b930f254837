import { expect, test } from 'vitest';

import { KnownValues } from '../src/values/known-values.ts';
import { maskedNumber } from '../src/values/masked.ts';
import { percentEncoded } from '../src/values/percent-encoded.ts';
import { phoneDigitsOf, withoutPhoneNumbers } from '../src/values/phone-like.ts';

/** In base64, it has all special characters. */
const value = '???>>>a long/secret&<"\\é>é';
const placeholder = 'an other/text&<"\\o>';

function redacted(text: string): string {
  const known = new KnownValues(new Set(), () => 'base64');
  known.learn(value, placeholder);
  return known.replacedIn(text, (other) => other.toUpperCase());
}

test.each<[string, (text: string) => string]>([
  ['as it is', (text) => text],
  ['with percent signs', encodeURIComponent],
  [
    'with percent signs in lower case',
    (text) => encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase()),
  ],
  ['as in a form', (text) => encodeURIComponent(text).replaceAll('%20', '+')],
  ['as in JSON', (text) => JSON.stringify(text).slice(1, -1)],
  ['as in JSON in JSON', (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3)],
  [
    'as in HTML',
    (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  ],
  ['in base64', (text) => Buffer.from(text).toString('base64').replaceAll('=', '')],
  ['in base64 for URLs', (text) => Buffer.from(text).toString('base64url')],
  ['in hexadecimal', (text) => Buffer.from(text).toString('hex')],
])('a known value is replaced %s, in the same encoding', (_, encode) => {
  expect(redacted(`it: ${encode(value)}.`)).toBe(`IT: ${encode(placeholder)}.`);
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('base64 that contains a known value or a phone number is replaced, and the text around it is kept', () => {
  const known64 = new KnownValues(new Set(), () => 'replaced');
  known64.learn('a long secret', 'an other text');
  const text = `a ${base64('I am a long secret.')} b ${base64('Call 2025550143.')} c`;
  expect(known64.replacedIn(text, (other) => other.toUpperCase())).toBe('A replaced B replaced C');
});

test.each([
  ['contains nothing known', base64('It is harmless.')],
  ['starts with bytes that are not text', base64('\u0001Call 2025550143.')],
  ['ends with bytes that are not text', base64('Call 2025550143.\u0001')],
])('base64 is kept if it %s', (_, token) => {
  expect(redacted(token)).toBe(token.toUpperCase());
});

test('a short value is found only as it is written', () => {
  const short = new KnownValues(new Set(), () => '');
  short.learn('k.3y', 'other');
  expect(short.replacedIn('k.3y kx3y k3y', (text) => text)).toBe('other kx3y k3y');
});

test.each([
  ['9007199254740993', '9999999999999999'],
  ['10000000000000000000000', '1'],
  ['-1.25e3', '-1.11e3'],
])('the mask of a number is as exact as the number: %s', (source, mask) => {
  expect(maskedNumber(source)).toBe(mask);
});

test('a lone surrogate becomes the replacement character', () => {
  expect(percentEncoded('a\ud800')).toBe('a%EF%BF%BD');
});

test.each([
  ['+1 (202) 555-0143', '12025550143'],
  [' +1234567', '1234567'],
  ['1234567', '1234567'],
  ['123456', undefined],
  ['x1234567', undefined],
  ['tel+1234567', undefined],
  ['1234567x', undefined],
])('the digits of a text that is only a phone number: %s', (text, digits) => {
  expect(phoneDigitsOf(text)).toBe(digits);
});

test('a phone number can be percent-encoded', () => {
  const found = withoutPhoneNumbers('%2B1%20202%20555%200143', (digits) => `<${digits}>`);
  expect(found).toBe('%2B<12025550143>');
});
