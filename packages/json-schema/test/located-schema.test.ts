import { describe, expect, test } from 'vitest';
import { keywordsOf, referencesWithin, schemaBelow, subschemasOf } from '../src/index.ts';

const schema = {
  type: 'object',
  properties: { 'a/b': { type: 'string' }, c: true },
  allOf: [{ minProperties: 1 }, false],
  additionalProperties: false,
  enum: [{ not: {} }],
};
const root = { schema, pointer: '#' };

describe('the schemas in a schema', () => {
  test('have a keyword, a pointer, and a name or an index', () => {
    expect(subschemasOf(root)).toEqual([
      {
        keyword: 'additionalProperties',
        name: undefined,
        schema: false,
        pointer: '#/additionalProperties',
      },
      { keyword: 'allOf', name: '0', schema: { minProperties: 1 }, pointer: '#/allOf/0' },
      { keyword: 'allOf', name: '1', schema: false, pointer: '#/allOf/1' },
      {
        keyword: 'properties',
        name: 'a/b',
        schema: { type: 'string' },
        pointer: '#/properties/a~1b',
      },
      { keyword: 'properties', name: 'c', schema: true, pointer: '#/properties/c' },
    ]);
  });

  test('can be those of one keyword', () => {
    expect(subschemasOf(root, 'allOf').map(({ pointer }) => pointer)).toEqual([
      '#/allOf/0',
      '#/allOf/1',
    ]);
    expect(subschemasOf(root, 'items')).toEqual([]);
  });

  test.each([true, false, null, 'text', [{ not: {} }], { allOf: { a: {} }, properties: [{}] }])(
    'are none in %j',
    (value) => {
      expect(subschemasOf({ schema: value, pointer: '' })).toEqual([]);
    },
  );
});

test('a boolean schema has no keywords', () => {
  expect(keywordsOf({ schema: true, pointer: '' })).toEqual({});
  expect(keywordsOf(root)).toBe(schema);
});

test('a path below a schema leads to a value with its pointer, or to nothing', () => {
  expect(schemaBelow(root, 'properties', 'a/b')).toEqual({
    schema: { type: 'string' },
    pointer: '#/properties/a~1b',
  });
  expect(schemaBelow(root, 'properties', 'constructor')).toBeUndefined();
  expect(schemaBelow(root, 'type', 'length')).toBeUndefined();
});

test('a reference is resolved within its document', () => {
  const resolve = referencesWithin({ $defs: { 'a/b': { type: 'string' }, 'c d': true } });
  expect(resolve('#/$defs/a~1b', '')).toEqual({
    schema: { type: 'string' },
    pointer: '/$defs/a~1b',
  });
  expect(resolve('#/$defs/c%20d', '')).toMatchObject({ schema: true });
  expect(resolve('#', '')).toMatchObject({ pointer: '' });
  expect(resolve('#/$defs/x', '')).toBeUndefined();
  expect(resolve('#anchor', '')).toBeUndefined();
  expect(resolve('other.yaml#/x', '')).toBeUndefined();
});
