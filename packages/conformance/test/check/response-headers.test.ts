import { describe, expect, test } from 'vitest';

import { checkExchange, parseContract } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';

const contract = parseContract(
  `openapi: 3.1.0
paths:
  /a:
    get:
      responses:
        "200":
          description: A.
          headers:
            X-Remaining: { required: true, schema: { type: integer, minimum: 0 } }
            X-Tags: { schema: { type: array, items: { enum: [a, b] } } }
            X-Mode: { schema: { type: string, pattern: "^[a-z]+$" } }
            X-Any: { description: Anything. }
            X-Pair: { schema: { type: object, properties: { low: { type: integer } } } }
            X-Even: { schema: { type: integer, x-validations: [{ rule: self % 2 == 0, message: It is even. }] } }
            X-Json: { content: { application/json: { schema: { type: integer } } } }
            X-Csv: { content: { text/csv: { schema: { type: integer } } } }
            Content-Type: { required: true, schema: { const: never } }
          content:
            application/json; version=1: { schema: { type: integer } }
            application/json; version=2: { schema: { type: string } }
            application/xml: { schema: { type: object } }
            application/problem+json: {}
            text/*: {}
`,
  'a.yaml',
);

function found(headers: Record<string, string>, body = '1'): string[] {
  const type = { 'content-type': 'application/json;version=1', 'x-remaining': '1' };
  const recorded = exchange({ url: 'http://h/a', headers: { ...type, ...headers }, body });
  return checkExchange(contract, recorded).map(({ rule, message }) => `${rule}: ${message}`);
}

describe('headers that the contract declares', () => {
  test('a required header that is missing is reported', () => {
    const recorded = exchange({ url: 'http://h/a', body: '1' });
    expect(checkExchange(contract, recorded)).toMatchObject([
      {
        rule: 'missing-header',
        message: 'The 200 of GET /a: the required header X-Remaining is missing.',
        contract: { file: 'a.yaml', line: 9, column: 13 },
      },
    ]);
  });

  test.each([
    { 'x-remaining': '0' },
    { 'x-tags': 'a' },
    { 'x-tags': 'a, b' },
    { 'x-mode': 'fast' },
    { 'x-any': '?' },
    { 'x-pair': 'low,1,high,two' },
    { 'x-pair': 'low=1,high=2' },
    { 'x-even': '2' },
    { 'x-json': '7' },
    { 'x-csv': 'a,b' },
    { 'x-unknown': '?' },
  ])('%j fit', (headers) => {
    expect(found(headers)).toEqual([]);
  });

  test.each([
    [{ 'x-remaining': '-1' }, 'the header X-Remaining: found an integer that is too small'],
    [{ 'x-remaining': '1.5' }, 'the header X-Remaining: found a fraction, wanted an integer'],
    [{ 'x-remaining': 'many' }, 'the header X-Remaining: found a string, wanted an integer'],
    [{ 'x-mode': 'FAST' }, 'the header X-Mode: found a string that does not match the pattern'],
    [{ 'x-tags': 'a, c' }, 'the header X-Tags: '],
    [{ 'x-pair': 'low,one' }, 'the header X-Pair: '],
    [{ 'x-pair': 'low' }, 'the header X-Pair: '],
    [
      { 'x-even': '3' },
      'invariant: The 200 of GET /a: the header X-Even: breaks the rule "It is even"',
    ],
    [{ 'x-json': '"7"' }, 'schema: The 200 of GET /a: the header X-Json: found a string'],
    [
      { 'x-json': '7,' },
      'invalid-json: The 200 of GET /a: the header X-Json: found 2 characters that are not JSON',
    ],
  ])('%j do not fit', (headers, message) => {
    expect(found(headers)).toEqual([expect.stringContaining(message)]);
  });
});

describe('media types', () => {
  test('that differ in a parameter have their own schemas', () => {
    expect(found({ 'content-type': 'application/json; version=2' }, '"a"')).toEqual([]);
    expect(found({ 'content-type': 'Application/JSON;Version=1' }, '"a"')).toHaveLength(1);
    const more = { 'content-type': 'application/json; charset=utf-8; version="2"' };
    expect(found(more, '"a"')).toEqual([]);
    expect(found({ 'content-type': 'application/json' }, '1')).toEqual([]);
    expect(found({ 'content-type': 'application/json; version=3' }, '1')).toEqual([
      expect.stringContaining('undeclared-media-type'),
    ]);
  });

  test('without a schema still mean JSON, if their name says so', () => {
    const type = { 'content-type': 'application/problem+json' };
    expect(found(type, '{}')).toEqual([]);
    expect(found(type, '<p>')).toEqual([
      'invalid-json: The body of the 200 of GET /a: found 3 characters that look like HTML or XML.',
    ]);
  });

  test('in a declared range are declared', () => {
    expect(found({ 'content-type': 'text/csv' }, 'a,b')).toEqual([]);
    expect(found({ 'content-type': 'image/png' }, 'a,b')).toHaveLength(1);
  });
});
