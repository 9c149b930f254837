import { describe, expect, test } from 'vitest';

import { Checker } from '../../../src/index.ts';
import { exchange } from '../../exchanges.ts';
import { contractWith, findingsOf, messagesOf } from '../../one-operation.ts';

test.each([
  ['{"a":1', 'found 6 characters that are not JSON, starting at character 6.'],
  ['{"abcdefghij":1', 'found 15 characters that are not JSON, starting at character 15.'],
  ['a', 'found 1 characters that are not JSON.'],
  ['a <p>', 'found 5 characters that are not JSON.'],
  ['\n <p>', 'found 5 characters that look like HTML or XML.'],
])('the text %j is not JSON', (text, message) => {
  const [found] = messagesOf(contractWith({}), text);
  // For some texts, V8 does not say where they stop being JSON.
  expect(found).toBe(message);
});

describe('of a body with more than 1,048,576 characters', () => {
  const contract = contractWith({ properties: { a: { type: 'string' }, b: { type: 'string' } } });
  const text = '{"a":1,"b":2}';

  test('only the first violation is reported', () => {
    expect(messagesOf(contract, text.padEnd(1024 * 1024 + 1))).toEqual([
      'at /a: found an integer, wanted a string.',
    ]);
  });

  test('every violation is reported if it has one character less', () => {
    expect(messagesOf(contract, text.padEnd(1024 * 1024))).toHaveLength(2);
  });
});

test('of more violations than memory has room for, the first is reported', () => {
  const list = { type: 'array', items: { $ref: '#/components/schemas/Text' } };
  const contract = contractWith(list, { Text: { type: 'string' } });
  const numbers = Array.from({ length: 200_001 }, () => 1);
  expect(messagesOf(contract, numbers)).toEqual(['at /0: found an integer, wanted a string.']);
});

describe('an integer that JavaScript rounds', () => {
  const inexact = (schema: object, text = '9007199254740993') =>
    findingsOf(contractWith(schema), text).map(({ rule, severity }) => `${severity} ${rule}`);

  test.each([
    [{ type: 'integer', format: 'int64' }, 'warning'],
    [{ type: 'integer', format: 'uint64' }, 'warning'],
    [{ type: ['null', 'integer'] }, 'error'],
    [{ type: 'integer', format: 'xint64' }, 'error'],
    [{ type: 'integer', format: 'int640' }, 'error'],
    [{ type: 'number' }, 'warning'],
  ])('where the contract has %j: %s', (schema, severity) => {
    expect(inexact(schema)).toEqual([`${severity} inexact-number`]);
  });

  test('is reported once, even if it also breaks the schema', () => {
    expect(inexact({ type: 'integer', maximum: 1 })).toEqual(['error inexact-number']);
  });

  test('is reported in addition to a broken schema if it is a warning', () => {
    expect(inexact({ type: 'number', maximum: 1 })).toEqual([
      'warning inexact-number',
      'error schema',
    ]);
  });

  test('has a message, and the location of the schema of the integer', () => {
    const contract = contractWith({ properties: { n: { type: 'integer' } } });
    const [finding] = findingsOf(contract, '{"n":9007199254740993}');
    expect(finding!.message).toContain(
      'at /n: found an integer that JSON.parse rounds, wanted one that a double can represent.',
    );
    expect(finding!.contract.pointer).toMatch(/\/schema\/properties\/n$/);
  });

  test('has the location of the whole schema where no schema applies to it', () => {
    const [finding] = findingsOf(contractWith({}), '[9007199254740993]');
    expect(finding!.contract.pointer).toMatch(/\/schema$/);
  });
});

test('a duplicate member has a message, and the location of its schema', () => {
  const [finding] = findingsOf(contractWith({ properties: { a: {} } }), '{"a":1,"a":2}');
  expect(finding).toMatchObject({
    severity: 'error',
    message: 'The body of the 200 of GET /a: at /a: found the same member more than once.',
    contract: { pointer: expect.stringMatching(/\/schema\/properties\/a$/) },
  });
});

describe('the position of a finding names', () => {
  const inner = { type: 'array', items: { items: { type: 'string' } } };

  test('the indexes of arrays inside arrays', () => {
    expect(messagesOf(contractWith(inner), [[], ['a', 1]])).toEqual([
      'at /1/1: found an integer, wanted a string.',
    ]);
  });

  test('members that the contract names, but no others', () => {
    const contract = contractWith({
      properties: { a: { additionalProperties: { properties: { a: { type: 'string' } } } } },
    });
    expect(messagesOf(contract, { a: { b: { a: 1 } } })).toEqual([
      'at /a/*/a: found an integer, wanted a string.',
    ]);
  });

  test.each([{ a: null }, {}])('the member that a rule is about, even if %j lacks it', (body) => {
    const contract = contractWith({
      type: 'object',
      properties: {
        a: { type: ['object', 'null'], properties: { b: { type: 'integer' } } },
      },
      'x-validations': [{ rule: 'false', message: 'It holds.', fieldPath: '.a.b' }],
    });
    expect(messagesOf(contract, body)).toEqual(['at /a/b: breaks the rule "It holds".']);
  });
});

describe('a body without findings', () => {
  /** The parsed bodies of a text that is received three times, and how often it was parsed. */
  function parsed(text: string): number {
    const seen: unknown[] = [];
    const observer = {
      response: (_: unknown, __: unknown, body?: { value: unknown }) => seen.push(body?.value),
      pair: () => 0,
    };
    const checker = new Checker(contractWith({ type: 'object' }), { observer });
    for (let times = 0; times < 3; times++) {
      expect(checker.check(exchange({ url: 'http://h/a', body: text }))).toEqual([]);
    }
    expect(seen).toEqual([JSON.parse(text), JSON.parse(text), JSON.parse(text)]);
    return new Set(seen).size;
  }

  test('is parsed for the first two times that it is received', () => {
    expect(parsed('{"a":1}')).toBe(2);
  });

  test('is parsed each time if it has more than 8192 characters', () => {
    expect(parsed('{"a":1}'.padEnd(8192))).toBe(2);
    expect(parsed('{"a":1}'.padEnd(8193))).toBe(3);
  });
});

test('a value that is nested more deeply than the call stack is not checked', () => {
  const list = { type: 'array', items: { $ref: '#/components/schemas/List' } };
  const contract = contractWith({ $ref: '#/components/schemas/List' }, { List: list });
  const depth = 100_000;
  expect(messagesOf(contract, `${'['.repeat(depth)}${']'.repeat(depth)}`)).toEqual([
    'found a value that is nested too deeply to be checked.',
  ]);
});
