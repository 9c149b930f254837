import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskPhoneNumbers, redact } from '../src/errors/redact.ts';

test.each([
  '+1 555 010 0199',
  '(555) 010-0199',
  '5550100199',
  '+44.20.7946.0000',
  '00 49 30 123456',
])('the phone number %s is masked wherever it stands', (number) => {
  const digits = number.replaceAll(/\P{Nd}/gu, '');
  const masked = maskPhoneNumbers(`call ${number} now`);
  expect(masked.replaceAll(/\P{Nd}/gu, '')).toBe('');
  expect(masked).not.toContain(digits);
});

test('words and short numbers remain', () => {
  expect(maskPhoneNumbers('limit of 60 requests a minute')).toBe('limit of 60 requests a minute');
});

test('every secret is removed, and the result is one short line', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 4 }), fc.string(), (before, secret, after) => {
      fc.pre(!'•••…'.includes(secret.trim()) && secret.trim().length > 3);
      const text = redact(before + secret + after, [secret]);
      expect(text.length).toBeLessThanOrEqual(201);
      expect(text).not.toMatch(/[\n\r\0]/);
      expect(text.includes(secret) && !(before + after).includes(secret)).toBe(false);
    }),
  );
});

test('long texts are truncated', () => {
  expect(redact('why '.repeat(100), [])).toHaveLength(201);
});
