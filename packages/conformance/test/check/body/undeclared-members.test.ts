import { expect, test } from 'vitest';

import { contractWith, messagesOf } from '../../one-operation.ts';

/** What is found with the option `strict`. */
const found = (schema: object, body: object): string[] =>
  messagesOf(contractWith(schema), body, true);

const one = 'found a member that the contract does not name.';

test('members are counted, and the object that has them is located', () => {
  const schema = { properties: { a: { properties: { b: {} } } } };
  expect(found(schema, { c: 1 })).toEqual([one]);
  expect(found(schema, { a: { c: 1, d: 1 } })).toEqual([
    'at /a: found 2 members that the contract does not name.',
  ]);
});

test('a member that any schema of the object names is declared', () => {
  const schema = {
    allOf: [{ type: 'object' }, { properties: { a: {} } }, { properties: { b: {} } }],
  };
  expect(found(schema, { a: 1, b: 1 })).toEqual([]);
  expect(found(schema, { a: 1, b: 1, c: 1 })).toEqual([one]);
});

test('an object of which no schema names a member can have any', () => {
  expect(found({ type: 'object' }, { a: 1 })).toEqual([]);
  expect(found({ patternProperties: { '^a': {} } }, { b: 1 })).toEqual([]);
  expect(found({ properties: { a: {} } }, [{ b: 1 }])).toEqual([]);
});

test('a pattern is a Unicode pattern', () => {
  const schema = { properties: { a: {} }, patternProperties: { '^\\p{Lu}$': {} } };
  expect(found(schema, { É: 1 })).toEqual([]);
  expect(found(schema, { é: 1 })).toEqual([one]);
});

test('a member that all objects inherit is not declared for that reason', () => {
  expect(found({ properties: { a: {} } }, { valueOf: 1 })).toEqual([one]);
});

test('a schema beside it can describe the members of an object', () => {
  const map = { additionalProperties: { type: 'integer' } };
  expect(found({ properties: { a: {} }, allOf: [map] }, { b: 1 })).toEqual([]);
  const open = { properties: { a: {} }, additionalProperties: true };
  expect(found(open, { b: 1 })).toEqual([one]);
});
