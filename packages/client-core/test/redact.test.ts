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

test('only the beginning of a text of megabytes is searched', () => {
  let searched = 0;
  const text = {
    length: 4_000_000,
    slice: (start: number, end: number) => {
      searched += end - start;
      return 'why '.repeat((end - start) / 4);
    },
  } as unknown as string;
  expect(redact(text, [])).toBe(`${'why '.repeat(50)}…`);
  expect(searched).toBeLessThan(3_000);
});

const longSecret = `secret-${'key-'.repeat(50)}`;

test.each<[what: string, cutOff: string, fill: string]>([
  ['a secret', longSecret, ' '],
  ['a phone number', '(555) 010-0199', ' '],
  ['a secret after many numbers', longSecret, '5550100199 x '],
])('the search does not end within %s', (_what, cutOff, fill) => {
  const seen = new Set<string>();
  for (let length = 1_900; length < 2_200; length += 1) {
    const before = fill.repeat(length).slice(0, length);
    seen.add(redact(before + cutOff + ' '.repeat(4_000), [longSecret]));
  }
  for (const text of seen) expect(text).not.toMatch(/sec|key|\(5/);
});
