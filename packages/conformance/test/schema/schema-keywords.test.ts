import { describe, expect, test, vi } from 'vitest';

import { contractWith, findingsOf, messagesOf } from '../one-operation.ts';

const fits = (schema: object, body: unknown): boolean =>
  findingsOf(contractWith(schema), JSON.stringify(body)).length === 0;

test.each<[object, unknown, unknown]>([
  [{ prefixItems: [{}], unevaluatedItems: false }, [1], [1, 2]],
  [{ properties: { a: {} }, unevaluatedProperties: false }, { a: 1 }, { b: 1 }],
  [{ dependentSchemas: { a: { required: ['b'] } } }, { a: 1, b: 1 }, { a: 1 }],
  [{ patternProperties: { '^a': { type: 'string' } } }, { ab: 'x' }, { ab: 1 }],
  [{ contains: { type: 'string' } }, [1, 'a'], [1]],
  [{ if: { type: 'string' }, else: { minimum: 2 } }, 'a', 1],
  [{ $defs: { A: { type: 'string' } }, type: 'array' }, [], 1],
])('%j allows %j, and not %j', (schema, good, bad) => {
  expect(fits(schema, good)).toBe(true);
  expect(fits(schema, bad)).toBe(false);
});

test.each(['discriminator', 'example', 'externalDocs', 'xml', 'x-owner'])(
  'the keyword "%s" is ignored, but a member with that name is not',
  (name) => {
    const schema = { [name]: { type: 'string' }, properties: { [name]: { type: 'string' } } };
    expect(fits(schema, { [name]: 'a' })).toBe(true);
    expect(fits(schema, { [name]: 1 })).toBe(false);
  },
);

test.each([
  ['$recursiveRef', '#', 'write "$dynamicRef"'],
  ['additionalItems', false, 'write "items" beside "prefixItems"'],
  ['dependencies', { a: ['b'] }, 'write "dependentSchemas" or "dependentRequired"'],
  ['nullable', true, 'write "null" among the types'],
])('the keyword "%s" has no effect, with a warning where it is', (keyword, value, advice) => {
  const at = { properties: { a: { anyOf: [{}, { [keyword]: value }] } } };
  expect(findingsOf(contractWith(at), '{}')).toMatchObject([
    {
      rule: 'ignored-keyword',
      severity: 'warning',
      message: `The schema of the body of the 200 of GET /a: "${keyword}" has no effect in OpenAPI 3.1; ${advice}.`,
      contract: {
        pointer: `/paths/~1a/get/responses/200/content/application~1json/schema/properties/a/anyOf/1/${keyword}`,
      },
    },
  ]);
});

test('a schema that is null restricts nothing, with a warning at its place', () => {
  const contract = contractWith({ properties: { a: null, b: { type: 'string' } } });
  expect(findingsOf(contract, '{"a":1,"b":2}')).toMatchObject([
    {
      rule: 'ignored-keyword',
      severity: 'warning',
      message: expect.stringContaining('the schema is null'),
      contract: { pointer: expect.stringMatching(/\/properties\/a$/) },
    },
    { rule: 'schema', in: { pointer: '/b' } },
  ]);
});

test('`required: true` in a member has no effect, with a warning at its place', () => {
  const properties = { a: { type: 'string', required: true }, b: { required: false } };
  const contract = contractWith({ properties });
  expect(findingsOf(contract, '{"a":1}')).toMatchObject([
    {
      rule: 'ignored-keyword',
      message: expect.stringContaining('list the member in "required" of its object'),
      contract: { pointer: expect.stringMatching(/\/properties\/a\/required$/) },
    },
    { rule: 'schema', message: expect.stringContaining('wanted a string') },
  ]);
  expect(findingsOf(contract, '{}')).toHaveLength(1);
});

test.each<[object, string]>([
  [{ allOf: {} }, 'allOf must be array'],
  [{ properties: [] }, 'properties must be object'],
  [{ type: 'text' }, 'type must be equal to one of the allowed values'],
  [{ pattern: '(' }, 'Unterminated group'],
])('the schema %j cannot be used', (schema, reason) => {
  expect(findingsOf(contractWith(schema), '{}')).toMatchObject([
    { rule: 'not-checked', severity: 'error', message: expect.stringContaining(reason) },
  ]);
});

test.each([
  [{ const: { example: 1 } }, { example: 1 }, {}],
  [{ const: { a: { example: 1 } } }, { a: { example: 1 } }, { a: {} }],
  [{ enum: [{ example: 1 }] }, { example: 1 }, {}],
])('a value in %j is not read as a schema', (schema, good, bad) => {
  expect(fits(schema, good)).toBe(true);
  expect(fits(schema, bad)).toBe(false);
});

test('an inherited member is not present if other members are required too', () => {
  expect(fits({ required: ['a', 'constructor'] }, { a: 1 })).toBe(false);
});

test('a schema whose style a strict validator would criticize is used without a warning', () => {
  using warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  expect(fits({ minLength: 1, prefixItems: [{}], required: ['a'] }, { a: 1 })).toBe(true);
  expect(warn).not.toHaveBeenCalled();
});

describe('schemas', () => {
  test('say which formats they check', () => {
    const contract = contractWith({ properties: { a: { format: 'order-id' } } });
    expect(findingsOf(contract, { a: 'x' })).toEqual([]);
    const formats = ['date', 'int32', 'order-id', 'other', 'binary'];
    expect(formats.map((format) => contract.schemas.validatesFormat(format))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('say which names of members they have, and nothing else', () => {
    const { schemas } = contractWith(
      { properties: { a: { const: 'b' } } },
      { C: { required: ['d'] } },
    );
    expect(['a', 'b', 'C', 'd', 'type'].map((name) => schemas.namesMember(name))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('can refer to each other in a circle', () => {
    const list = {
      properties: { next: { $ref: '#/components/schemas/List' }, n: { type: 'string' } },
    };
    const contract = contractWith({ $ref: '#/components/schemas/List' }, { List: list });
    expect(messagesOf(contract, { next: { next: { n: 1 } } })).toEqual([
      'at /next/next/n: found an integer, wanted a string.',
    ]);
  });
});

test('a map of schemas may be a reference', () => {
  const schemas = { Base: { properties: { a: { type: 'integer' } } } };
  const schema = { properties: { $ref: '#/components/schemas/Base/properties' } };
  const contract = contractWith(schema, schemas);
  expect(findingsOf(contract, '{"a":1}')).toEqual([]);
  expect(findingsOf(contract, '{"a":"b"}')).toMatchObject([
    { rule: 'schema', contract: { pointer: '/components/schemas/Base/properties/a/type' } },
  ]);
});

test('a map of schemas that leads back to itself is not checked', () => {
  const schemas = {
    Base: { properties: { a: { properties: { $ref: '#/components/schemas/Base/properties' } } } },
  };
  const contract = contractWith({ $ref: '#/components/schemas/Base' }, schemas);
  expect(findingsOf(contract, '{"a":{}}')).toMatchObject([{ rule: 'not-checked' }]);
});
