import { expect, test } from 'vitest';

import { KnownValues } from '../src/values/known-values.ts';
import { maskedNumber } from '../src/values/masked.ts';
import { percentEncoded } from '../src/values/percent-encoded.ts';
import { isPhoneNumber, phoneDigitsOf } from '../src/values/phone-like.ts';
import { Placeholders } from '../src/values/placeholders.ts';
import { Secrets } from '../src/values/secrets.ts';

/** In base64, it has all special characters. */
const value = '???>>>a long/secret&<"\\é>é';
const placeholder = 'an other/text&<"\\o>';

function redacted(text: string, known: string = value, by: string = placeholder): string {
  const values = new KnownValues(new Set());
  values.learn(known, by);
  const placeholders = new Placeholders(Buffer.from('key'));
  return new Secrets(values, placeholders, (digits) => `<${digits}>`).replacedIn(text);
}

const json = (text: string): string => JSON.stringify(text).slice(1, -1);

test.each<[string, (text: string) => string]>([
  ['as it is', (text) => text],
  ['with percent signs', encodeURIComponent],
  ['with percent signs twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['as in JSON', json],
])('a known value is replaced %s, in the same encoding', (_, encode) => {
  expect(redacted(`it: ${encode(value)}.`)).toBe(`it: ${encode(placeholder)}.`);
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each<[string, (text: string) => string]>([
  ['in HTML', (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')],
  ['in HTML by numbers', (text) => text.replaceAll(/\W/gu, (sign) => `&#${sign.codePointAt(0)};`)],
  ['in base64', base64],
  ['in base64 for URLs', (text) => Buffer.from(text).toString('base64url')],
  ['in hexadecimal', (text) => Buffer.from(text).toString('hex')],
])('a known value %s becomes a placeholder of letters', (_, encode) => {
  expect(redacted(`it: ${encode(value)} .`)).toMatch(/^it: redacted-[a-p]{12} \.$/);
});

test('base64 that contains a known value or a phone number is replaced, and the text around it is kept', () => {
  const text = `a ${base64('I am a long secret.')} b ${base64('Call 2025550143.')} c`;
  expect(redacted(text, 'a long secret')).toMatch(/^a redacted-[a-p]{12} b redacted-[a-p]{12} c$/);
});

test('base64 that contains nothing known is kept', () => {
  expect(redacted(base64('It is harmless.'))).toBe(base64('It is harmless.'));
});

test('a secret is found at the end of a long text, and over the end of a part of it', () => {
  const long = 'long words '.repeat(40_000);
  for (const at of [262_130, long.length]) {
    const text = long.slice(0, at) + encodeURIComponent(value);
    expect(redacted(text + long)).toBe(long.slice(0, at) + encodeURIComponent(placeholder) + long);
  }
});

test('a short value is found only as it is written', () => {
  expect(redacted('k.3y kx3y k3y', 'k.3y', 'other')).toBe('other kx3y k3y');
});

test('a list of phone numbers stays a list', () => {
  expect(redacted('+1 202 555 0143, 2025550144')).toBe('+<12025550143>, <2025550144>');
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
  expect(redacted('%2B1%20202%20555%200143')).toBe('%2B<12025550143>');
});

test.each([
  ['2025550143', true],
  ['12025550143', true],
  ['4915112345678', true],
  ['-2025550143.00', true],
  ['2.025550143e9', true],
  ['0.2025550143', true],
  ['5550143', false],
  ['1785500000', false],
  ['1785500000000', false],
  ['20260504100000', false],
  ['1234567890123456', false],
  ['1e400', false],
])('a number can be a phone number with its area: %s: %s', (source, isOne) => {
  expect(isPhoneNumber(source)).toBe(isOne);
});
