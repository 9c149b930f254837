import { describe, expect, test } from 'vitest';

import { parseContract } from '../../../src/index.ts';
import { contractWith, findingsOf } from '../../one-operation.ts';

/** A contract as text, since JavaScript would round its numbers. */
const written = (schema: string) =>
  parseContract(
    `{"openapi":"3.1.0","paths":{"/a":{"get":{"responses":{"200":{"content":{"application/json":{"schema":${schema}}}}}}}}}`,
    'a.json',
  );
const inYaml = (schema: string) =>
  parseContract(
    `openapi: 3.1.0\npaths: { /a: { get: { responses: { 200: { content: { application/json: { schema: ${schema} } } } } } } }`,
    'a.yaml',
  );
const int64 = '{"type":"integer","format":"int64"}';

/** The violations of the schema by the body. Rounding has a warning of its own. */
const brokenBy = (schema: string, body: string) =>
  [written, inYaml].map((read) =>
    findingsOf(read(schema), body)
      .filter(({ rule }) => rule === 'schema')
      .map(({ contract }) => contract.pointer.split('/').at(-1)),
  );

describe('an integer of 64 bits', () => {
  test.each(['9223372036854775807', '-9223372036854775808', '9007199254740993', '1e18', '0'])(
    'may be %s',
    (body) => {
      expect(brokenBy(int64, body)).toEqual([[], []]);
      expect(findingsOf(written(int64), body).every(({ severity }) => severity !== 'error')).toBe(
        true,
      );
    },
  );

  test.each([
    '10000000000000000000',
    '9223372036854775808',
    '9223372036854775809',
    '-9223372036854775809',
    '1e19',
    '1e300',
  ])('must not be %s', (body) => {
    expect(brokenBy(int64, body)).toEqual([['format'], ['format']]);
  });

  test('may have no sign', () => {
    const uint64 = '{"type":"integer","format":"uint64"}';
    expect(brokenBy(uint64, '18446744073709551615')).toEqual([[], []]);
    expect(brokenBy(uint64, '18446744073709551616')).toEqual([['format'], ['format']]);
    expect(brokenBy(uint64, '-1')).toEqual([['format'], ['format']]);
  });
});

test.each([
  ['maximum', '9007199254740993', '9007199254740993', '9007199254740994'],
  ['maximum', '9007199254740992', '9007199254740992', '9007199254740993'],
  ['maximum', '9223372036854775807', '9223372036854775807', '9223372036854775808'],
  ['exclusiveMaximum', '9007199254740993', '9007199254740992', '9007199254740993'],
  ['minimum', '9007199254740993', '9007199254740993', '9007199254740992'],
  ['minimum', '-9223372036854775807', '-9223372036854775807', '-9223372036854775808'],
  ['exclusiveMinimum', '9007199254740992', '9007199254740993', '9007199254740992'],
  ['multipleOf', '3', '9007199254740993', '9007199254740994'],
  ['const', '9007199254740993', '9007199254740993', '9007199254740992'],
  ['enum', '[1,9007199254740993]', '9007199254740993', '9007199254740992'],
])('%s %s accepts %s, and not %s', (keyword, bound, good, bad) => {
  const schema = `{"type":"number","${keyword}":${bound}}`;
  expect(brokenBy(schema, good)).toEqual([[], []]);
  expect(brokenBy(schema, bad)).toEqual([[keyword], [keyword]]);
});

test('inside members, lists, references, and unions, large integers are exact too', () => {
  const schema = `{"properties":{"ids":{"items":{"anyOf":[{"type":"string"},${int64}]}}}}`;
  expect(brokenBy(schema, '{"ids":[1,"a",9223372036854775807]}')).toEqual([[], []]);
  const contract = contractWith(
    { items: { $ref: '#/components/schemas/Id' } },
    { Id: { format: 'int64' } },
  );
  expect(findingsOf(contract, '[1,9223372036854775808]')).toMatchObject([
    { rule: 'inexact-number', severity: 'warning' },
    { rule: 'schema', in: { pointer: '/1' } },
  ]);
});

test('a fraction, and a bound that a double can represent, are compared as doubles', () => {
  expect(brokenBy('{"maximum":1e16}', '12345678901234567890.5')).toEqual([
    ['maximum'],
    ['maximum'],
  ]);
  expect(brokenBy('{"maximum":0.5}', '9007199254740993')).toEqual([['maximum'], ['maximum']]);
});
