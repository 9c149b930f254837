import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigurationError, maskPhoneNumbers, redact } from '../../src/index.ts';

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

test('a line and a column of a file remain', () => {
  const frame = 'at get (node:internal/deps/undici/undici:16416:13)';
  expect(maskPhoneNumbers(frame)).toBe(frame);
  expect(maskPhoneNumbers('at 15550100199:13')).toBe('at •••');
});

test.each([7, null, undefined, {}, Symbol('text'), Object.create(null)])(
  'a value that is not a text is refused without being quoted',
  (value) => {
    expect(() => maskPhoneNumbers(value as string)).toThrow(ConfigurationError);
  },
);

test.each([
  ['a right-to-left override', '\u202E'],
  ['an isolate', '\u2066'],
  ['an Arabic letter mark', '\u061C'],
  ['a zero-width joiner', '\u200D'],
  ['a soft hyphen', '\u00AD'],
  ['a byte order mark', '\uFEFF'],
  ['a tag', '\u{E0041}'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
  ['a control of C1', '\u009B'],
  ['an escape', '\u001B'],
  ['a Hangul filler', '\u3164'],
  ['a variation selector', '\uFE0F'],
  ['a private character', '\uE000'],
  ['a lone surrogate', '\uDC00'],
])('%s is replaced with a space', (_name, character) => {
  expect(redact(`one${character}two`)).toBe('one two');
});

test('a secret is removed in lowercase too, as in a host name', () => {
  expect(redact('moved to https://planted-key.example', ['Planted-Key'])).toBe(
    'moved to https://•••.example',
  );
});

test('a long text is not cut within a character', () => {
  expect(redact(`${'x'.repeat(199)}👍👍`)).toBe(`${'x'.repeat(199)}…`);
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
