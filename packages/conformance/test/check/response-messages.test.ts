import { describe, expect, test } from 'vitest';

import { Checker, checkExchange, type Exchange } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';
import { contractOf } from '../one-operation.ts';

const json = { 'application/json': { schema: { type: 'object' } } };
const contract = contractOf({
  '200': { content: { ...json, 'text/csv': {} } },
  '201': { content: { 'text/csv': { schema: { type: 'string' } }, 'text/html': {} } },
  '202': { content: { 'application/json': {} } },
  '203': { headers: { 'X-H': { required: true } }, content: { 'text/csv': { schema: {} } } },
  '204': {},
  '304': { content: json },
  '410': {},
});

interface Answer extends Partial<Exchange['response']> {
  type?: string;
  method?: string;
}

function recorded({ type = 'application/json', method = 'GET', ...response }: Answer): Exchange {
  const { request } = exchange({ url: 'http://h/a', method });
  const headers = type === '' ? {} : { 'content-type': type };
  return {
    request,
    response: { status: 200, headers, body: undefined, ...response },
    source: { file: 'a.har', entry: 3 },
  };
}

const found = (answer: Answer): string[] =>
  checkExchange(contract, recorded(answer)).map(({ rule, message }) => `${rule}: ${message}`);

test.each<[Answer, string]>([
  [{ status: 0 }, 'no-response: The recording has no response to GET /a.'],
  [
    { status: 500 },
    'undeclared-status: GET /a responded with 500; declared: 200, 201, 202, 203, 204, 304, 410.',
  ],
  [
    { status: 204, body: 'abc' },
    'unexpected-body: The 204 of GET /a has a body of 3 characters; declared: none.',
  ],
  [
    { status: 410, bodyFault: 'left-out' },
    'unexpected-body: The 410 of GET /a has a body; declared: none.',
  ],
  [
    { status: 304, body: '{}' },
    'unexpected-body: The 304 of GET /a has a body of 2 characters; declared: none.',
  ],
  [
    { bodyFault: 'truncated' },
    'unreadable-body: The 200 of GET /a has a body that was cut off; declared: application/json or text/csv.',
  ],
  [
    { bodyFault: 'undecodable' },
    'unreadable-body: The 200 of GET /a has a body that cannot be decoded; declared: application/json or text/csv.',
  ],
  [
    {},
    'missing-body: The 200 of GET /a has no body in the recording; declared: application/json or text/csv.',
  ],
  [
    { body: '' },
    'missing-body: The 200 of GET /a has an empty body; declared: application/json or text/csv.',
  ],
  [
    { status: 201, type: 'text/csv' },
    'missing-body: The 201 of GET /a has no body in the recording; declared: text/csv or text/html.',
  ],
  [
    { body: 'a', type: 'image/png' },
    'undeclared-media-type: The 200 of GET /a is of another media type; declared: application/json or text/csv.',
  ],
  [
    { body: 'a', type: '' },
    'undeclared-media-type: The 200 of GET /a has no content type; declared: application/json or text/csv.',
  ],
  [
    { body: 'a', type: 'csv' },
    'undeclared-media-type: The 200 of GET /a has an invalid content type; declared: application/json or text/csv.',
  ],
  [
    { status: 202, body: '{' },
    'invalid-json: The body of the 202 of GET /a: found 1 characters that are not JSON, starting at character 1.',
  ],
])('the response %j has one finding', (answer, message) => {
  expect(found(answer)).toEqual([message]);
});

test.each<Answer>([
  { status: 204 },
  { status: 204, body: '' },
  { status: 304 },
  { body: 'a', type: 'text/csv' },
  // An empty text is a text.
  { status: 201, body: '', type: 'text/csv' },
  { status: 201, body: '', type: '' },
  { status: 202, body: '{}' },
])('the response %j has no findings', (answer) => {
  expect(found(answer)).toEqual([]);
});

test('the finding about JSON that ends early has the location of its media type', () => {
  const [finding] = checkExchange(contract, recorded({ status: 202, body: '{' }));
  expect(finding).toMatchObject({
    in: { file: 'a.har', entry: 3 },
    contract: { pointer: '/paths/~1a/get/responses/202/content/application~1json' },
  });
});

test('the finding about a request without a response has the location of the operation', () => {
  const [finding] = checkExchange(contract, recorded({ status: 0 }));
  expect(finding).toMatchObject({ contract: { pointer: '/paths/~1a/get' } });
});

test('an operation without declared responses declares none', () => {
  const [finding] = checkExchange(contractOf({}), recorded({}));
  expect(finding!.message).toBe('GET /a responded with 200; declared: none.');
});

describe('a header and a body of one response', () => {
  test('are both reported', () => {
    expect(found({ status: 203, type: 'text/csv' })).toEqual([
      'missing-header: The 203 of GET /a: the required header X-H is missing.',
      'missing-body: The 203 of GET /a has no body in the recording; declared: text/csv.',
    ]);
  });

  test('are both counted', () => {
    const checker = new Checker(contract);
    checker.check(recorded({ status: 203, type: 'text/csv', body: 'a' }));
    expect(checker.summary).toMatchObject({ errors: 1, unjudgedBodies: 1 });
  });
});

test.each([
  [
    { method: 'OPTIONS', headers: { 'access-control-request-method': 'GET' } },
    'the request is a preflight',
  ],
  [{ method: 'OPTIONS' }, 'it has the path, but not with this method'],
  [{ url: 'http://h/b' }, 'it does not have the path'],
])('the request %j is not in the contract', (request, reason) => {
  const { request: usual, ...rest } = recorded({ body: '{}' });
  expect(checkExchange(contract, { ...rest, request: { ...usual, ...request } })).toMatchObject([
    {
      rule: 'undeclared-operation',
      message: `The contract has no operation for this request: ${reason}.`,
      contract: { pointer: '/paths' },
    },
  ]);
});
