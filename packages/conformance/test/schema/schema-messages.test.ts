import { expect, test } from 'vitest';

import { contractWith, messagesOf } from '../one-operation.ts';

const messages = (schema: object, body: unknown): string[] =>
  messagesOf(contractWith(schema), JSON.stringify(body));

test.each<[object, unknown, string]>([
  [{ type: 'integer' }, 'x', 'found a string, wanted an integer.'],
  [
    { type: ['array', 'null', 'string'] },
    1,
    'found an integer, wanted an array or null or a string.',
  ],
  [{ required: ['b'] }, {}, 'found no "b", which is required.'],
  [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'found no "b", which another member requires.'],
  [{ const: { a: 1 } }, 2, 'found an integer, wanted {"a":1}.'],
  [{ enum: [1, 'a', null] }, 2, 'found an integer, wanted one of 1, "a", null.'],
  [{ minimum: 3 }, 2, 'found an integer that is too small, wanted at least 3.'],
  [{ maximum: 3 }, 4, 'found an integer that is too large, wanted at most 3.'],
  [{ exclusiveMinimum: 3 }, 3, 'found an integer that is too small, wanted more than 3.'],
  [{ exclusiveMaximum: 3 }, 3, 'found an integer that is too large, wanted less than 3.'],
  [{ multipleOf: 3 }, 4, 'found an integer that is not a multiple of 3.'],
  [{ minLength: 1 }, '', 'found a string that is too short, wanted at least 1 character.'],
  [{ maxLength: 2 }, 'abc', 'found a string that is too long, wanted at most 2 characters.'],
  [{ minItems: 1 }, [], 'found an array with too few elements, wanted at least 1.'],
  [{ maxItems: 1 }, [1, 2], 'found an array with too many elements, wanted at most 1.'],
  [{ minProperties: 1 }, {}, 'found an object with too few members, wanted at least 1.'],
  [{ maxProperties: 0 }, { a: 1 }, 'found an object with too many members, wanted at most 0.'],
  [{ pattern: '^a' }, 'b', 'found a string that does not match the pattern "^a".'],
  [{ format: 'date' }, 'b', 'found a string that does not have the format "date".'],
  [{ additionalProperties: false }, { a: 1 }, 'found a member that the contract does not allow.'],
  [{ unevaluatedProperties: false }, { a: 1 }, 'found a member that the contract does not allow.'],
  [
    { properties: { a: false } },
    { a: 1 },
    'at /a: found a member that the contract does not allow.',
  ],
  [{ uniqueItems: true }, [1, 1], 'found two equal elements, wanted unique ones.'],
  [
    { anyOf: [{ type: 'string' }, { type: 'null' }] },
    1,
    'found an integer that fits none of the 2 schemas in "anyOf".',
  ],
  [
    { oneOf: [{ type: 'string' }, { type: 'null' }] },
    1,
    'found an integer that fits none of the 2 schemas in "oneOf".',
  ],
  [
    { oneOf: [{ type: 'integer' }, { minimum: 0 }] },
    1,
    'found an integer that fits more than one schema in "oneOf", wanted exactly one.',
  ],
  [{ not: { type: 'string' } }, 'x', 'found a string that violates "not".'],
])('a value that breaks %j: %j', (schema, body, message) => {
  expect(messages(schema, body)).toEqual([message]);
});

test('the name of a member that breaks `propertyNames` is not printed', () => {
  expect(messages({ propertyNames: { maxLength: 1 } }, { ab: 1 })).toEqual([
    'found the name of a member that is too long, wanted at most 1 character.',
  ]);
});

test('a condition is not reported beside what it demands', () => {
  const schema = JSON.parse('{"if":{"required":["a"]},"then":{"required":["b"]},"else":false}');
  expect(messages(schema, { a: 1 })).toEqual(['found no "b", which is required.']);
  expect(messages(schema, {})).toEqual(['found a member that the contract does not allow.']);
});
