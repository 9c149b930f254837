import { describe, expect, test } from 'vitest';

import type { Verdict } from '../src/index.ts';
import { compile, only } from './compile.ts';

type Case = [value: object, rule: string];

const half = 'self.value / 2.0 == 0.5';
const none = 'self.value / 2 == 0';
const orders = (...types: string[]): string[][] =>
  types.length < 2
    ? [types]
    : types.flatMap((type) =>
        orders(...types.filter((other) => other !== type)).map((rest) => [type, ...rest]),
      );
const typed = (keyword: string, types: string[]) => ({
  [keyword]: types.map((type) => ({ type })),
});
const listed = (keyword: string, types: string[]) => ({
  [keyword]: types.map((type) => ({ type: 'array', items: { type } })),
});
const mapped = (keyword: string, types: string[]) => ({
  [keyword]: types.map((type) => ({ type: 'object', additionalProperties: { type } })),
});
const nested = ([first, ...rest]: string[]) => ({ anyOf: [{ type: first }, { type: rest }] });

/** What a rule says of a value in a member with this schema. */
function verdictOf(schema: object, rule: string, value: unknown): Verdict {
  const written = {
    type: 'object',
    required: ['value'],
    properties: { value: schema },
    'x-validations': [{ rule, message: 'It holds.' }],
  };
  return only(compile(written)).evaluate({ value });
}

describe('the order of the schemas of a value does not matter to its numbers', () => {
  test.each<Case>([
    ...orders('integer', 'number', 'string').map((types): Case => [typed('anyOf', types), half]),
    ...orders('integer', 'number', 'string').map((types): Case => [nested(types), half]),
    ...orders('integer', 'boolean', 'string').map((types): Case => [typed('oneOf', types), none]),
    ...orders('integer', 'boolean', 'string').map((types): Case => [nested(types), none]),
    ...orders('integer', 'number').map((types): Case => [typed('anyOf', types), half]),
    ...orders('integer', 'number').map((types): Case => [typed('allOf', types), none]),
    ...orders('integer', 'number').map((types): Case => [
      { anyOf: types.map((type) => ({ type: [type, 'string'] })) },
      half,
    ]),
    [{ allOf: [{ type: ['integer', 'string'] }, { description: 'Any.' }] }, none],
    [{ allOf: [{ description: 'Any.' }, { type: ['integer', 'string'] }] }, none],
  ])('%j: %s', (value, rule) => {
    expect(verdictOf(value, rule, 1)).toEqual({ holds: true });
  });

  test.each<[...Case, sample: unknown]>([
    ...orders('integer', 'number').flatMap((types): [...Case, sample: unknown][] => [
      [listed('anyOf', types), 'self.value[0] / 2.0 == 0.5', [1]],
      [listed('allOf', types), 'self.value[0] / 2 == 0', [1]],
      [mapped('anyOf', types), 'self.value["a"] / 2.0 == 0.5', { a: 1 }],
    ]),
  ])('%j: %s', (value, rule, sample) => {
    expect(verdictOf(value, rule, sample)).toEqual({ holds: true });
  });

  test.each(orders('integer', 'number'))('a number of one of %s, %s has fractions', (...types) => {
    const schema = {
      type: 'object',
      required: ['value'],
      properties: { value: typed('anyOf', types) },
    };
    const { diagnostics } = compile({
      ...schema,
      'x-validations': [{ rule: none, message: 'No.' }],
    });
    expect(diagnostics.map(({ message }) => message)).toEqual(['no such overload: double / int']);
  });
});

/** Why a rule that reads a member is refused; nothing if it is not. */
function refusals(schema: object): string[] {
  const rules = [{ rule: 'self.a > 0', message: 'It is positive.' }];
  return compile({ ...schema, 'x-validations': rules }).diagnostics.map(({ message }) => message);
}

describe('the order of the schemas of an object does not matter to its members', () => {
  const required = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };
  const optional = { ...required, required: [] };
  const nullable = { ...required, properties: { a: { type: ['integer', 'null'] } } };
  const other = { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } };
  const mayBeAbsent = [expect.stringMatching(/^self\.a may be absent or null/)];

  test.each([
    ['optional', optional],
    ['nullable', nullable],
    ['not there', other],
  ])('a member can be absent if it is %s in one branch', (_, schema) => {
    for (const anyOf of [
      [required, schema],
      [schema, required],
    ]) {
      expect(refusals({ anyOf })).toEqual(mayBeAbsent);
    }
  });

  test('a member can be absent if it is optional in all parts', () => {
    expect(refusals({ allOf: [optional, optional] })).toEqual(mayBeAbsent);
  });

  test.each([
    ['optional', optional],
    ['nullable', nullable],
    ['not named', other],
  ])('a member is present if it is %s in one part and required in another', (_, schema) => {
    for (const allOf of [
      [required, schema],
      [schema, required],
    ]) {
      expect(refusals({ allOf })).toEqual([]);
    }
  });
});
