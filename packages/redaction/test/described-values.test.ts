import { expect, test } from 'vitest';

import { redactedBy } from './people.ts';

const text = { type: 'string' };

test.each([
  ['properties', { properties: { a: text } }, '{"a":"Ada"}'],
  ['patternProperties', { patternProperties: { '^n': text } }, '{"name":"Ada"}'],
  ['additionalProperties', { additionalProperties: text }, '{"name":"Ada"}'],
  ['unevaluatedProperties', { unevaluatedProperties: text }, '{"name":"Ada"}'],
  ['prefixItems', { prefixItems: [text] }, '["Ada"]'],
  ['items', { items: text }, '["Ada"]'],
  ['contains', { contains: text }, '["Ada"]'],
  ['unevaluatedItems', { unevaluatedItems: text }, '["Ada"]'],
  ['allOf', { allOf: [text, {}] }, '"Ada"'],
  ['anyOf', { anyOf: [{ type: 'number' }, text] }, '"Ada"'],
  ['oneOf', { oneOf: [{ type: 'number' }, text] }, '"Ada"'],
  ['else', { if: false, else: text }, '"Ada"'],
  ['$ref', { $ref: '#/$defs/text', $defs: { text } }, '"Ada"'],
])('a text that the contract describes under %s is kept', (_, schema, body) => {
  // A reference starts at the root of the contract.
  const here = '#/paths/~1people~1{person}/post/responses/200/content/application~1json/schema';
  const rooted = JSON.parse(JSON.stringify(schema).replace('"#/', `"${here}/`)) as object;
  expect(redactedBy(rooted, body)).toBe(body);
});

test.each([
  ['not', { not: { type: 'string', const: 'Eve' } }, '"Ada"', '"xxx"'],
  [
    'the pattern of other members',
    { patternProperties: { '^b': text } },
    '{"name":"Ada"}',
    '{"name":"xxx"}',
  ],
  [
    'additionalProperties, if the member is declared',
    { properties: { a: {} }, additionalProperties: text },
    '{"a":"Ada"}',
    '{"a":"xxx"}',
  ],
  ['the place of another element', { prefixItems: [text, {}] }, '["Ada","Eve"]', '["Ada","xxx"]'],
  [
    'the place of another element, in one of several schemas',
    { allOf: [{ prefixItems: [{}, text] }, {}] },
    '["Ada","Eve"]',
    '["xxx","Eve"]',
  ],
  ['another type', { type: 'number' }, '"Ada"', '"xxx"'],
  ['another type, for a number', text, '42', '11'],
])('%s does not describe a text', (_, schema, body, redacted) => {
  expect(redactedBy(schema, body)).toBe(redacted);
});

test.each([
  ['a text', { enum: ['Eve'] }, '"Ada"'],
  ['a text', { const: 'Eve' }, '"Ada"'],
  ['a text', { pattern: '^A' }, '"Ada"'],
  ['a text', { format: 'hostname' }, '"Ada"'],
  ['a text', { minLength: 1 }, '"Ada"'],
  ['a text', { maxLength: 3 }, '"Ada"'],
  ['a text', { type: ['null', 'string'] }, '"Ada"'],
  ['a number', { enum: [1] }, '42'],
  ['a number', { const: 1 }, '42'],
  ['a number', { minimum: 1 }, '42'],
  ['a number', { maximum: 99 }, '42'],
  ['a number', { multipleOf: 2 }, '42'],
  ['a number', { type: ['null', 'integer'] }, '42'],
  ['a number', { type: 'number' }, '42'],
])('%s is described by %j', (_, schema, body) => {
  expect(redactedBy(schema, body)).toBe(body);
});

test.each([
  ['its own schema', { allOf: [{ 'x-sensitive': true }, text] }, '"Ada"'],
  [
    'the schema of an object around it',
    { 'x-sensitive': true, properties: { a: { properties: { b: text } } } },
    '{"a":{"b":"Ada"}}',
  ],
  ['the schema of an array around it', { 'x-sensitive': true, items: text }, '["Ada"]'],
])('a text is sensitive if %s says so', (_, schema, body) => {
  const redacted = redactedBy(schema, body);
  expect(redacted).not.toContain('Ada');
  expect(redacted).toMatch(/"redacted-[a-p]{12}"/);
});

test('a schema that is not sensitive hides nothing', () => {
  expect(redactedBy({ type: 'string', 'x-sensitive': false }, '"Ada"')).toBe('"Ada"');
});

test('elements that need not differ keep only their shape', () => {
  expect(redactedBy({ type: 'array', uniqueItems: false }, '["Ada","Eve"]')).toBe('["xxx","xxx"]');
});

test('elements that one of several schemas requires to differ still differ', () => {
  const schema = { allOf: [{ uniqueItems: true }, { type: 'array' }] };
  expect(new Set(JSON.parse(redactedBy(schema, '["Ada","Eve"]')) as string[]).size).toBe(2);
});

test.each([
  ['a value of an enum', { enum: ['Adam', 'Eve'] }],
  ['a constant', { const: 'Adam' }],
])('%s is kept, even if it is also a key', (_, schema) => {
  expect(
    redactedBy({ properties: { name: { type: 'string', ...schema } } }, '{"name":"Adam"}', 'Adam'),
  ).toBe('{"name":"Adam"}');
});

test.each([
  ['a text', ['Ada', 1, 2, 3, 4, 5, 6, 7], '"Ada"'],
  ['a number', [1, 'a', 'b', 'c', 'd', 'e', 'f', 'g'], '1'],
])('%s that the contract names is replaced by one of the same type', (_, values, body) => {
  expect(redactedBy({ enum: values, 'x-sensitive': true }, body)).toBe(body);
});

test('the name of a member is kept if one of several schemas declares it', () => {
  const schema = { allOf: [{ properties: { 'Ada L.': { type: 'integer' } } }, {}] };
  expect(redactedBy(schema, '{"Ada L.":42}')).toBe('{"Ada L.":42}');
});

test.each([
  ['the names of members', { propertyNames: { pattern: '^[A-Z][a-z]+ [A-Z]$' } }],
  [
    'a pattern of members',
    { patternProperties: { '^[A-Z][a-z]+ [A-Z]$': {} }, additionalProperties: false },
  ],
])(
  'the name of a member that is data is replaced by one that fits the schema of %s',
  (_, schema) => {
    const [name] = Object.keys(JSON.parse(redactedBy(schema, '{"Ada L":null}')) as object);
    expect(name).not.toBe('Ada L');
    expect(name).toMatch(/^[A-Z][a-z]+ [A-Z]$/);
  },
);

test('a sensitive number has a negative placeholder if its schema allows no other', () => {
  const limits = { minimum: -1e6, maximum: 0 };
  expect(redactedBy({ type: 'integer', 'x-sensitive': true, ...limits }, '0')).toMatch(/^-\d+$/);
});
