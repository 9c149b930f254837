import { expect, test } from 'vitest';

import { redactedBy } from './people.ts';

const pattern = (text: string): object => ({ type: 'string', pattern: text, 'x-sensitive': true });

test.each([
  ['half of the letters change', '^aa[ab]{2}$', '"aaaa"', '"aabb"'],
  ['fewer letters change', '^aa[ab]----$', '"aaa----"', ''],
  ['all letters change, and many other characters stay', '^[ab]----$', '"a----"', '"b----"'],
  ['there are no letters', '^----$', '"----"', ''],
])('a text without a usual placeholder, if %s', (_, form, body, wanted) => {
  expect(redactedBy(pattern(form), body)).toBe(wanted);
});

test('a text without a usual placeholder is left out if it is long', () => {
  const form = pattern('^[xy]+$');
  expect(redactedBy(form, `"${'x'.repeat(200)}"`)).toMatch(/^"[xy]{200}"$/);
  expect(redactedBy(form, `"${'x'.repeat(201)}"`)).toBe('');
});

test('a sensitive text without a placeholder is replaced elsewhere', () => {
  const form = { allOf: [pattern('^(?:aaaa|bbbb)+$')] };
  const note = { type: 'string' };
  const schema = { anyOf: [{ properties: { a: form } }, { properties: { note } }] };
  expect(redactedBy(schema, '{"note":"It is aaaabbbb."}', 'aaaabbbb')).toMatch(
    /^\{"note":"It is redacted-[a-p]{12}\."\}$/,
  );
});

test('a key that is also a sensitive phone number has one placeholder', () => {
  const sensitive = { type: 'string', 'x-sensitive': true };
  expect(redactedBy(sensitive, '"12025550143"', '12025550143')).toMatch(/^"redacted-[a-p]{12}"$/);
});

test('a number that the contract limits only by exclusion stays within the limit', () => {
  const redacted = redactedBy({ not: { maximum: 20 } }, '42');
  expect(redacted).not.toBe('42');
  expect(Number(redacted)).toBeGreaterThan(20);
});

test('patterns of members can name classes of Unicode', () => {
  const schema = { patternProperties: { [String.raw`^\p{Lu}`]: { type: 'string' } } };
  expect(redactedBy(schema, '{"Éva L":"Ada"}')).toMatch(/^\{"\p{Lu}.*":"Ada"\}$/u);
});
