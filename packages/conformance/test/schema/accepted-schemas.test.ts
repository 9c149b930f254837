import { describe, expect, test } from 'vitest';

import { checkExchange, loadContract, parseContract, type Contract } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';
import { contractOf, contractWith, findingsOf } from '../one-operation.ts';

const rulesOf = (contract: Contract, body: unknown): string[] =>
  findingsOf(contract, JSON.stringify(body)).map(({ rule }) => rule);

test.each<[string, object, unknown, unknown]>([
  ['an unknown keyword', { typo: 1, type: 'string' }, 'a', 1],
  ['`if` without `then`', { if: { type: 'string' }, type: ['string', 'null'] }, 'a', 1],
  // oxlint-disable-next-line unicorn/no-thenable -- the name of a keyword, not of a method
  ['`then` without `if`', { then: false, type: 'string' }, 'a', 1],
  ['`minContains` of 0', { contains: { type: 'string' }, minContains: 0, type: 'array' }, [1], 1],
  [
    'a name in `properties` and `patternProperties`',
    { properties: { ab: { minLength: 1 } }, patternProperties: { '^a': { type: 'string' } } },
    { ab: 'x' },
    { ab: 1 },
  ],
  ['a name that is required twice', { required: ['a', 'a'] }, { a: 1 }, {}],
  ['the dialect of OpenAPI', { $schema: oas('3.1/dialect/base'), type: 'string' }, 'a', 1],
  ['a later dialect of OpenAPI', { $schema: oas('3.1/dialect/2024-11-10'), minLength: 1 }, 'a', ''],
  ['an escaped hyphen in a pattern', { pattern: String.raw`^\-?\d+$` }, '-1', 'a'],
  ['a class in a range of a pattern', { pattern: String.raw`^[\w-.]+$` }, 'a-b.c', 'a b'],
  [
    'a pattern of names without the flag `u`',
    { patternProperties: { [String.raw`^\-`]: { type: 'string' } } },
    { '-a': 'x' },
    { '-a': 1 },
  ],
  ['annotations of any form', { examples: 'a', deprecated: 'no', title: 1, minLength: 1 }, 'a', ''],
  ['an empty enum', { anyOf: [{ enum: [] }, { type: 'string' }] }, 'a', 1],
  ['the `$async` of a validator', { $async: true, type: 'string' }, 'a', 1],
])('%s is accepted', (_, schema, good, bad) => {
  expect(rulesOf(contractWith(schema), good)).toEqual([]);
  expect(rulesOf(contractWith(schema), bad)).toEqual(['schema']);
});

function oas(path: string): string {
  return `https://spec.openapis.org/oas/${path}`;
}

describe('a description', () => {
  const description = { openapi: '3.1.0', paths: {} };

  test.each([
    [undefined, []],
    [oas('3.1/dialect/base'), []],
    ['https://json-schema.org/draft/2020-12/schema', []],
    ['https://h/mine', ['not-checked']],
  ])('can have the dialect %s', (jsonSchemaDialect, rules) => {
    const { paths } = JSON.parse(contractText({ type: 'string' })) as { paths: object };
    const text = JSON.stringify({ ...description, jsonSchemaDialect, paths });
    expect(rulesOf(parseContract(text, 'a.json'), 'a')).toEqual(rules);
  });

  test('can repeat a part of YAML 150 times', () => {
    const names = Array.from({ length: 150 }, (_, index) => `p${index}: *text`);
    const text = `openapi: 3.1.0
x-text: &text { type: string }
paths:
  /a:
    get:
      responses:
        "200": { content: { application/json: { schema: { properties: { ${names.join(', ')} } } } } }
`;
    const contract = parseContract(text, 'a.yaml');
    expect(rulesOf(contract, { p149: 'a' })).toEqual([]);
    expect(rulesOf(contract, { p149: 1 })).toEqual(['schema']);
  });

  test('cannot use up the memory with aliases', () => {
    const levels = Array.from(
      { length: 40 },
      (_, index) => `x-${index + 1}: &x${index + 1} { anyOf: [*x${index}, *x${index}] }`,
    );
    const text = `openapi: 3.1.0
x-0: &x0 { type: string }
${levels.join('\n')}
paths:
  /a:
    get:
      responses:
        "200": { content: { application/json: { schema: *x40 } } }
`;
    expect(findingsOf(parseContract(text, 'a.yaml'), '1')).toMatchObject([
      { rule: 'not-checked', message: expect.stringContaining('too many schemas') },
    ]);
  });
});

function contractText(schema: object): string {
  const content = { 'application/json': { schema } };
  return JSON.stringify({ paths: { '/a': { get: { responses: { '200': { content } } } } } });
}

describe('a schema with a name', () => {
  test.each([
    ['an anchor', { $anchor: 'text' }, '#text'],
    ['a dynamic anchor', { $dynamicAnchor: 'text' }, '#text'],
    ['an id', { $id: 'https://h/text' }, 'https://h/text'],
    ['an id, and a fragment', { $id: 'https://h/text', $defs: { a: false } }, 'https://h/text#'],
  ])('is found by %s', (_, name, $ref) => {
    const contract = contractWith({ $ref }, { Text: { ...name, type: 'string' } });
    expect(rulesOf(contract, 'a')).toEqual([]);
    expect(findingsOf(contract, '1')).toMatchObject([
      { rule: 'schema', contract: { pointer: '/components/schemas/Text/type' } },
    ]);
  });

  test('has references of its own', () => {
    const Text = {
      $id: 'https://h/text',
      $defs: { Short: { type: 'string', maxLength: 3 } },
      $ref: '#/$defs/Short',
    };
    const contract = contractWith({ $ref: '#/components/schemas/Text' }, { Text });
    expect(rulesOf(contract, 'abc')).toEqual([]);
    expect(rulesOf(contract, 'abcd')).toEqual(['schema']);
  });

  test('is not one whose name is a value', () => {
    const schema = { $ref: '#/components/schemas/Text' };
    const Text = { properties: { $id: { type: 'string' } }, enum: [{ $id: 'https://h/text' }] };
    expect(rulesOf(contractWith(schema, { Text }), { $id: 'https://h/text' })).toEqual([]);
  });
});

test('a schema of draft-07 in another file keeps its meaning', async () => {
  const files: Record<string, unknown> = {
    'api.json': JSON.parse(
      JSON.stringify({ openapi: '3.1.0', ...JSON.parse(contractText({ $ref: 'old.json' })) }),
    ),
    'old.json': {
      $schema: 'http://json-schema.org/draft-07/schema#',
      definitions: { Text: { $id: '#text', type: 'string' } },
      dependencies: { card: ['address'], list: { required: ['name'] } },
      properties: {
        list: { items: [{ type: 'integer' }], additionalItems: { type: 'string' } },
        // What stands beside a `$ref` was ignored.
        address: { $ref: '#text', maxLength: 1 },
      },
    },
  };
  const contract = await loadContract('api.json', {
    read: async (file) => JSON.stringify(files[file]),
  });
  const check = (body: object) =>
    checkExchange(contract, exchange({ url: 'http://h/a', body })).map(({ message }) => message);
  expect(check({ card: 1, address: 'abc', list: [1, 'a'], name: 'x' })).toEqual([]);
  expect(check({ card: 1 })).toEqual([expect.stringContaining('found no "address"')]);
  expect(check({ list: [1] })).toEqual([expect.stringContaining('found no "name"')]);
  expect(check({ list: ['a'], name: 'x' })).toHaveLength(1);
  expect(check({ list: [1, 1], name: 'x' })).toHaveLength(1);
  expect(check({ address: 1 })).toEqual([expect.stringContaining('wanted a string')]);
});

test('a warning about a keyword without an effect is reported once', async () => {
  const { Checker } = await import('../../src/index.ts');
  const content = { 'application/json': { schema: { type: 'string', nullable: true } } };
  const checker = new Checker(contractOf({ '200': { content } }));
  const found = ['"a"', '"b"', 'null'].map((body) =>
    checker.check(exchange({ url: 'http://h/a', body })).map(({ rule }) => rule),
  );
  expect(found).toEqual([['ignored-keyword'], [], ['schema']]);
  expect(checker.summary).toMatchObject({ warnings: 1, errors: 1 });
});

test('a bound of OpenAPI 3.0 that is left over is a warning, and the rest is checked', () => {
  const leftover = contractWith({ type: 'number', minimum: 0, exclusiveMinimum: true });
  expect(findingsOf(leftover, 0)).toMatchObject([
    {
      rule: 'ignored-keyword',
      severity: 'warning',
      message: expect.stringContaining(
        'write the bound in "exclusiveMinimum" instead of "minimum"',
      ),
    },
  ]);
  const rules = findingsOf(leftover, -1).map(({ rule }) => rule);
  expect(rules).toEqual(['ignored-keyword', 'schema']);
  expect(findingsOf(contractWith({ exclusiveMaximum: false }), 1)).toEqual([]);
});
