import { describe, expect, test } from 'vitest';

import { checkExchange } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';
import { contractOf } from '../one-operation.ts';

/** The findings about a response with one declared header. */
function findings(header: object, text: string, schemas: object = {}) {
  const contract = contractOf({ '204': { headers: { 'X-H': header } } }, { schemas });
  return checkExchange(
    contract,
    exchange({ url: 'http://h/a', status: 204, headers: { 'x-h': text } }),
  );
}

/** What is found about a header with a schema. */
const found = (schema: object, text: string, schemas?: object): string[] =>
  findings({ schema }, text, schemas).map(({ message }) =>
    message.replace('The 204 of GET /a: the header X-H: ', ''),
  );

test.each([
  ['0', true],
  ['-0.5e+10', true],
  ['10', true],
  ['0.55', true],
  ['10E-2', true],
  ['1e5', true],
  ['01', false],
  ['1.', false],
  ['1.x', false],
  ['.5', false],
  ['+1', false],
  ['1e', false],
  ['1e+x', false],
  ['x1', false],
  ['1x', false],
  ['true', false],
])('whether the text %j can mean a number: %j', (text, isNumber) => {
  const type = text === 'true' ? 'a boolean' : 'a string';
  expect(found({ type: 'number' }, text)).toEqual(
    isNumber ? [] : [`found ${type}, wanted a number.`],
  );
});

const int64 = { type: 'integer', format: 'int64' };

test.each<[schema: object, good: string, bad: string]>([
  [int64, '9223372036854775807', '9223372036854775808'],
  [{ type: 'array', items: int64 }, '1, 2', '1, 9223372036854775808'],
  [{ type: 'object', additionalProperties: int64 }, 'a=1', 'a=9223372036854775808'],
])('large integers are compared exactly by %j: %s fits, and %s does not', (schema, good, bad) => {
  expect(found(schema, good)).toEqual([]);
  expect(found(schema, bad)).toEqual(['found an integer that does not have the format "int64".']);
});

test('large integers in a header with JSON are compared exactly', () => {
  const schema = { properties: { a: { format: 'int64' } } };
  const header = { content: { 'application/json': { schema } } };
  expect(findings(header, '{"a":9223372036854775807}')).toEqual([]);
  expect(findings(header, '{"a":9223372036854775808}')).toHaveLength(1);
});

test.each([
  [true, 'true', true],
  [false, 'false', true],
  [true, 'false', false],
  [false, 'true', false],
  [true, 'True', false],
])('whether %j is what the text %j means: %j', (value, text, isSame) => {
  expect(found({ const: value }, text)).toHaveLength(isSame ? 0 : 1);
});

test.each<[string, unknown]>([
  ['', []],
  ['a', ['a']],
  ['a , b', ['a', 'b']],
  ['1,b', [1, 'b']],
  ['1,b', ['1', 'b']],
  ['a,1,b,c', { a: 1, b: 'c' }],
  ['a,1,b,c', { a: '1', b: 'c' }],
  ['a=1, b=c', { a: 1, b: 'c' }],
  ['a=1, b=c', { a: '1', b: 'c' }],
  ['a=b=c', { a: 'b=c' }],
  ['a=', { a: '' }],
])('the text %j can mean %j', (text, value) => {
  expect(found({ const: value }, text)).toEqual([]);
});

test.each(['a', 'a,b,c', 'a=1,b'])('the text %j does not mean an object', (text) => {
  expect(found({ type: 'object' }, text)).toEqual(['found a string, wanted an object.']);
});

test('a text that does not mean an object is not read as one without a value', () => {
  expect(found({ not: { type: ['string', 'array'] } }, 'a')).toEqual([
    'found a string that violates "not".',
  ]);
});

describe('a header that does not fit its schema', () => {
  test('is reported as a string where the schema wants a string', () => {
    expect(found({ type: ['string', 'null'], minLength: 2 }, '1')).toEqual([
      'found a string that is too short, wanted at least 2 characters.',
    ]);
    const schemas = { Long: { type: 'string', minLength: 2 } };
    expect(found({ $ref: '#/components/schemas/Long' }, '1', schemas)).toEqual([
      'found a string that is too short, wanted at least 2 characters.',
    ]);
  });

  test('is reported as a number otherwise', () => {
    expect(found({ enum: [2] }, '1')).toEqual(['found an integer, wanted one of 2.']);
  });

  test('has the location of the broken keyword', () => {
    expect(findings({ schema: { minimum: 2, type: 'integer' } }, '1')).toMatchObject([
      {
        rule: 'schema',
        severity: 'error',
        contract: { pointer: expect.stringMatching(/\/headers\/X-H\/schema\/minimum$/) },
      },
    ]);
  });

  test('has the location of its schema if the schema is `false`', () => {
    expect(findings({ schema: false }, '1')).toMatchObject([
      { contract: { pointer: expect.stringMatching(/\/headers\/X-H\/schema$/) } },
    ]);
  });
});

test('a rule about a header keeps its severity and its location', () => {
  const schema = {
    type: 'integer',
    'x-validations': [{ rule: 'self > 1', message: 'It is large.', severity: 'warning' }],
  };
  const [finding, ...more] = findings({ schema }, '1');
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ rule: 'invariant', severity: 'warning' });
  expect(finding!.in).not.toHaveProperty('pointer');
  expect(finding!.contract.pointer).toMatch(/\/schema\/x-validations\/0$/);
});

describe('a header in JSON', () => {
  const header = { content: { 'application/json': { schema: { type: ['integer', 'array'] } } } };

  test('is read only as JSON', () => {
    expect(findings(header, '7')).toEqual([]);
    expect(findings(header, '"7"')).toMatchObject([
      { message: expect.stringContaining('found a string, wanted an integer or an array.') },
    ]);
  });

  test('is reported by its type in JSON', () => {
    expect(findings(header, '{}')).toMatchObject([
      { message: expect.stringContaining('found an object, wanted an integer or an array.') },
    ]);
  });

  test('can break a rule', () => {
    const rules = [{ rule: 'self > 1', message: 'It is large.' }];
    const schema = { type: 'integer', 'x-validations': rules };
    expect(findings({ content: { 'application/json': { schema } } }, '1')).toMatchObject([
      { rule: 'invariant' },
    ]);
  });

  test('that is not JSON has the location of its schema', () => {
    expect(findings(header, '7,8')).toMatchObject([
      { rule: 'invalid-json', contract: { pointer: expect.stringMatching(/json\/schema$/) } },
    ]);
  });
});
