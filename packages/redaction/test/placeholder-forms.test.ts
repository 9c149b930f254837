import { expect, test } from 'vitest';

import { Placeholders } from '../src/values/placeholders.ts';

const placeholders = new Placeholders(Buffer.from('key'));
/** Values that must not all have the same placeholder. */
const numbered = (form: (at: number) => string): string[] =>
  Array.from({ length: 40 }, (_, at) => form(at + 10));

const forms = (length: number): RegExp[] => [
  /^redacted-[a-p]{12}$/,
  new RegExp(`^(?=.{${length}}$)(?:redacted[a-p]*|red)$`),
  /^[\da-f]{64}@redacted\.example$/,
  /^https:\/\/redacted\.example\/[\da-f]{64}$/,
  /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/,
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  /^\d{4}-\d\d-\d\d$/,
  /^\d\d:\d\d:\d\d\.\d{3}Z$/,
  /^192\.0\.2\.\d{1,3}$/,
  /^2001:db8::[\da-f]{4}$/,
  /^[\da-f]{12}\.example$/,
  new RegExp(`^[\\da-f]{${length}}$`),
  new RegExp(`^\\d{${length}}$`),
];
const phoneForms = [/^\+999\d{12}$/, /^\+999\d{8}$/, /^\+1[2-9]\d\d55501\d\d$/];

test.each<[string, RegExp[]]>([
  ['Ada', forms(3)],
  ['Ada Lovelace, Countess', forms(22)],
  ['a'.repeat(100), forms(100)],
  ['+12025550143', [...phoneForms, ...forms(12)]],
  ['  +1 202 555 0143', [...phoneForms, ...forms(17)]],
  ['1202555014', [/^999\d{12}$/, /^999\d{7}$/, /^1[2-9]\d\d55501\d\d$/, ...forms(10)]],
])('the candidates for a text have the usual formats: %s', (value, wanted) => {
  const candidates = [...placeholders.texts(value)];
  expect(candidates).toHaveLength(wanted.length);
  expect(candidates.filter((candidate, at) => !wanted[at]!.test(candidate))).toEqual([]);
});

test('a date is one of the calendar, in a year of four digits', () => {
  const days = numbered((at) => `value ${at}`).map((value) => [...placeholders.texts(value)][6]!);
  expect(days.filter((day) => !/^\d{4}-\d\d-\d\d$/.test(day))).toEqual([]);
});

test('different texts have different candidates of each form', () => {
  const candidates = numbered((at) => `+120255501${at}`).map((value) => [
    ...placeholders.texts(value),
  ]);
  const counts = candidates[0]!.map((_, form) => new Set(candidates.map((all) => all[form])).size);
  expect(counts.filter((count) => count === 1)).toEqual([]);
});

test.each([
  ['12345', [/^[1-9]\d{4}$/]],
  ['-5', [/^-[1-9]$/]],
  ['0.25', [/^0\.\d\d$/]],
  ['12345678', [/^999\d{12}$/, /^[1-9]\d{7}$/]],
  ['-12345678', [/^-[1-9]\d{7}$/]],
  ['1234567.5', [/^[1-9]\d{6}\.\d$/]],
])('the candidates for a number with few digits end with a negative one: %s', (source, wanted) => {
  const candidates = [...placeholders.numbers(source)];
  const [shapes, others] = [candidates.slice(0, wanted.length), candidates.slice(wanted.length)];
  expect(shapes.filter((shape, at) => !wanted[at]!.test(shape))).toEqual([]);
  const limits = [1e12, 1e9, 1e6, 1e4, 100, 10, 0];
  expect(others).toHaveLength(limits.length);
  expect(others.filter((text, at) => !(Number(text) < limits[at]!))).toEqual([]);
  expect(Number(others.at(-1))).toBeGreaterThan(-1e6 - 1);
});

test.each([
  ['123456789', 1 + 1 + 6],
  ['1.2345678e1', 1 + 6],
  ['1234567890123456', 1 + 6],
])('a number with many digits has no negative candidate: %s', (source, count) => {
  const candidates = [...placeholders.numbers(source)];
  expect(candidates).toHaveLength(count);
  expect(candidates.filter((text) => text.startsWith('-'))).toEqual([]);
});

test('different numbers have different candidates', () => {
  const candidates = numbered((at) => `10000${at}`).map((value) => [
    ...placeholders.numbers(value),
  ]);
  const counts = candidates[0]!.map((_, form) => new Set(candidates.map((all) => all[form])).size);
  expect(counts.filter((count) => count === 1)).toEqual([]);
});

test('a number in the same shape starts with no new zero, but can contain one', () => {
  const shapes = numbered((at) => `5000${at}`).map((value) => [...placeholders.numbers(value)][0]!);
  expect(shapes.filter((shape) => !/^[1-9]\d{5}$/.test(shape))).toEqual([]);
  expect(shapes.some((shape) => shape.includes('0'))).toBe(true);
  const fractions = numbered((at) => `0.${at}`).map(
    (value) => [...placeholders.numbers(value)][0]!,
  );
  expect(fractions.filter((shape) => !/^0\.\d\d$/.test(shape))).toEqual([]);
  expect(fractions.some((shape) => shape.startsWith('0.0'))).toBe(true);
});

test('the choice of one of several values depends on the value', () => {
  const all = ['a', 'b', 'c', 'd'];
  const chosen = new Set(
    numbered((at) => `value ${at}`).map((value) => placeholders.among(all, value)),
  );
  expect([...chosen].toSorted()).toEqual(all);
});

test('each character is replaced by another one of its kind', () => {
  const value = 'AdgGé٣-42';
  const shape = placeholders.sameShape(value, () => true);
  expect(shape).toMatch(/^[A-F][a-f][a-z][A-Z][a-z]\d-\d\d$/);
  const same = Array.from(value).filter((character, at) => Array.from(shape)[at] === character);
  expect(same).toEqual(['-']);
});

test('equal characters are replaced independently', () => {
  expect(new Set(placeholders.sameShape('gggggggggg', () => true)).size).toBeGreaterThan(1);
});

test('all characters are replaced at once, if only that fits', () => {
  expect(placeholders.sameShape('gggg', (text) => !text.includes('g'))).toMatch(/^[a-fh-z]{4}$/);
});

test('the area and the line of a fictional phone number depend on the number', () => {
  const fictional = numbered((at) => `+120255501${at}`).map(
    (value) => [...placeholders.texts(value)][2]!,
  );
  expect(new Set(fictional.map((number) => number.slice(2, 5))).size).toBeGreaterThan(1);
  expect(new Set(fictional.map((number) => number.slice(-2))).size).toBeGreaterThan(1);
});

test('the first digit of a number also changes', () => {
  const shapes = numbered((at) => `5000${at}`).map((value) => [...placeholders.numbers(value)][0]!);
  expect(new Set(shapes.map((shape) => shape[0])).size).toBeGreaterThan(2);
});
