import { expect, test } from 'vitest';

import { Checker, checkExchange, parseContract, type Contract } from '../../../src/index.ts';
import { contract } from '../../batch-contract.ts';
import { batch, exchange } from '../../exchanges.ts';

const url = 'http://h/a';

/** A contract with one operation, whose responses are these. */
function contractOf(responses: object): Contract {
  const paths = { '/a': { get: { responses } } };
  return parseContract(JSON.stringify({ openapi: '3.1.0', paths }), 'a.json');
}

const ofJson = (schema: object): Contract =>
  contractOf({ '200': { content: { 'application/json': { schema } } } });

const found = (judging: Contract, body: unknown, strict = false): string[] =>
  checkExchange(judging, exchange({ url, body }), { strict }).map(
    ({ severity, rule, message }) => `${severity} ${rule}: ${message}`,
  );

test('an integer of 64 bits that JavaScript rounds is a warning, any other an error', () => {
  const rounded = '{"n":9007199254740993}';
  for (const [format, severity] of [
    ['int64', 'warning'],
    ['uint64', 'warning'],
    ['int32', 'error'],
  ]) {
    const judging = ofJson({ properties: { n: { type: 'integer', format } } });
    expect(found(judging, rounded)).toEqual([
      expect.stringMatching(new RegExp(`^${severity} inexact-number`)),
    ]);
  }
});

test('a body that passed several times is still checked strictly if `strict` is set', () => {
  const open = exchange({ body: batch({ speed: 1 }) });
  for (let times = 0; times < 3; times++) expect(checkExchange(contract, open)).toEqual([]);
  expect(checkExchange(contract, open, { strict: true })).toMatchObject([
    { rule: 'undeclared-member' },
  ]);
});

test('with `strict`, a member that fits a pattern counts as declared', () => {
  const judging = ofJson({ properties: { a: {} }, patternProperties: { '^x-': {} } });
  expect(found(judging, { a: 1, 'x-b': 2 }, true)).toEqual([]);
  expect(found(judging, { a: 1, b: 2 }, true)).toHaveLength(1);
});

test('a 204 has no body, whatever content is declared for it', () => {
  const content = { 'application/json': { schema: { type: 'object' } } };
  const judging = contractOf({ '204': { content } });
  const answer = (body?: string) => checkExchange(judging, exchange({ url, status: 204, body }));
  expect(answer()).toEqual([]);
  expect(answer('{}')).toMatchObject([{ rule: 'unexpected-body' }]);
});

test('a body in XML is counted, since only its media type can be checked', () => {
  const content = { 'application/xml': { schema: { type: 'object' } } };
  const checker = new Checker(contractOf({ '200': { content } }));
  const headers = { 'content-type': 'application/xml' };
  expect(checker.check(exchange({ url, headers, body: '<a/>' }))).toEqual([]);
  expect(checker.summary).toMatchObject({ checked: 1, unjudgedBodies: 1 });
});

test('a value whose `const` member fits no branch is reported as a whole', () => {
  const a = { type: 'object', required: ['kind'], properties: { kind: { const: 'a' } } };
  const judging = ofJson({ properties: { one: { anyOf: [a, { type: 'string' }] } } });
  const wrong = found(judging, { one: { kind: 'b' } });
  expect(wrong).toEqual([expect.stringContaining('at /one: found an object that')]);
});

test('a status that HTTP does not have is not printed', () => {
  const printed = JSON.stringify(checkExchange(contract, exchange({ status: 15_550_006_789 })));
  expect(printed).toContain('undeclared-status');
  expect(printed).not.toContain('15550006789');
});
