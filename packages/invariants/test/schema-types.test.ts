import { describe, expect, test } from 'vitest';

import { compile, only } from './compile.ts';

const described = { description: 'Any value.' };
const integer = { type: 'integer' };
const number = { type: 'number' };
const text = { type: 'string' };
const list = { type: 'array', items: integer };
const map = { type: 'object', additionalProperties: integer };
const object = { type: 'object', properties: { a: integer } };

/** The type that `self` has in a rule beside a schema. */
function typeOf(schema: object): string | undefined {
  const rules = [{ rule: '{"a": self}', message: 'It is not a condition.' }];
  const { diagnostics } = compile({ ...schema, 'x-validations': rules });
  const found = /^A rule must be of the type bool, found map<string, (.*)>$/;
  return found.exec(diagnostics.map(({ message }) => message).join())?.[1];
}

test.each<[type: string, schema: object]>([
  ['dyn', {}],
  ['dyn', { type: 'file' }],
  ['dyn', { type: ['integer', 'string'] }],
  ['int', { type: ['integer', 'null'] }],
  ['double', { type: ['integer', 'number'] }],
  ['string', { const: 'a' }],
  ['int', { const: 1 }],
  ['double', { const: 1.5 }],
  ['bool', { const: true }],
  ['list<dyn>', { const: [1] }],
  ['string', { enum: ['a', null] }],
  ['list<int>', { items: integer }],
  ['list<dyn>', { type: 'array', items: { type: ['integer', 'null'] } }],
  ['int', { anyOf: [integer, { type: 'null' }] }],
  ['dyn', { anyOf: [list, text] }],
  ['dyn', { anyOf: [text, list] }],
  ['dyn', { anyOf: [map, text] }],
  ['dyn', { anyOf: [text, map] }],
  ['dyn', { anyOf: [object, text] }],
  ['dyn', { anyOf: [text, object] }],
  ['double', { allOf: [number, described] }],
  ['list<int>', { allOf: [list, described] }],
  ['object', { allOf: [object, described] }],
  ['string', { allOf: [{ type: ['integer', 'string'] }, text] }],
])('the type is %s for %j', (type, schema) => {
  expect(typeOf(schema)).toBe(type);
});

test.each([
  ['integer', integer],
  ['array', list],
  ['object', object],
])('if parts contradict each other, as string and %s do, the first counts', (_, other) => {
  expect(typeOf({ allOf: [text, other] })).toBe('string');
});

test('the type of an object has the name of its schema', () => {
  const rules = [{ rule: 'self', message: 'It is not a condition.' }];
  const owner = { ...object, 'x-validations': rules };
  expect(compile({ type: 'object', properties: { owner } }).diagnostics).toMatchObject([
    { message: 'A rule must be of the type bool, found owner' },
  ]);
});

test('objects whose schemas have no name are numbered', () => {
  const { diagnostics } = compile({
    type: 'object',
    required: ['a', 'b'],
    properties: { a: object, b: object },
    'x-validations': [{ rule: 'self.a == self.b', message: 'They are the same.' }],
  });
  expect(diagnostics).toMatchObject([{ message: 'no such overload: object2 == object3' }]);
});

test('the message about an unknown member of an object without members says so', () => {
  const rules = [{ rule: 'self.a > 0', message: 'It is positive.' }];
  const { diagnostics } = compile({ type: 'object', properties: {}, 'x-validations': rules });
  expect(diagnostics).toMatchObject([{ message: 'self has no member "a"; its schema has (none)' }]);
});

function compileValue(value: object, rule: string) {
  return compile({
    type: 'object',
    required: ['value'],
    properties: { value },
    $defs: { Nullable: { type: ['integer', 'null'] } },
    'x-validations': [{ rule, message: 'It holds.' }],
  });
}

describe('values are converted as their schema says', () => {
  test.each<[rule: string, value: unknown, schema: object]>([
    [
      'self.value.all(v, v == null || v / 2 == 0)',
      [1, null],
      { items: { type: ['integer', 'null'] } },
    ],
    [
      'self.value.all(v, v == null || v / 2.0 == 0.5)',
      [1, null],
      { items: { type: ['number', 'null'] } },
    ],
    ['!has(self.value) || self.value == "a"', 'a', {}],
    ['!has(self.value) || self.value[0] == 1.0', [1], {}],
    ['!has(self.value) || self.value[0][0] == 1.0', [[1]], {}],
    ['!has(self.value) || self.value.a.b == 1.0', { a: { b: 1 } }, {}],
    ['self.value[0] == 1.5', [1.5], { anyOf: [text, { type: 'array' }] }],
    ['self.value[0] / 2 == 0', [1], { type: ['integer', 'array'] }],
    ['self.value.a / 2 == 0', { a: 1 }, { type: ['integer', 'object'] }],
    [
      'self.value.all(v, v == null || v / 2.0 == 0.75)',
      [1.5],
      { anyOf: ['number', 'integer'].map((type) => ({ items: { type: [type, 'null'] } })) },
    ],
    ['!has(self.value)', null, { anyOf: [{ type: 'null' }] }],
  ])('%s for %j and %j', (rule, value, schema) => {
    expect(only(compileValue(schema, rule)).evaluate({ value })).toEqual({ holds: true });
  });

  test('a bigint is a number with fractions if its schema does not say more', () => {
    const rule = 'self.value.all(v, v / 2.0 == 0.5)';
    expect(only(compileValue({ type: 'array' }, rule)).evaluate({ value: [1n] })).toEqual({
      holds: true,
    });
  });

  test('a map must be an object', () => {
    const rules = [{ rule: 'self.size() > 0', message: 'It has members.' }];
    expect(only(compile({ ...map, 'x-validations': rules })).evaluate([1])).toEqual({
      error: 'self is an array, wanted an object',
    });
  });
});

test.each([
  { anyOf: [integer, { type: 'null' }] },
  { enum: [1, null] },
  { $ref: '#/$defs/Nullable' },
])('a required member can be null with the schema %j', (schema) => {
  expect(compileValue(schema, 'self.value > 0').diagnostics).toMatchObject([
    { message: expect.stringMatching(/^self\.value may be absent or null/) },
  ]);
});

test('a schema that refers to itself for the same value restricts nothing', () => {
  const value = { allOf: [{ $ref: '#/properties/value' }, integer] };
  expect(only(compileValue(value, 'self.value == 1')).evaluate({ value: 1 })).toEqual({
    holds: true,
  });
});
