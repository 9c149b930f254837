import { describe, expect, test } from 'vitest';

import { Checker, parseContract, type Finding, type SequenceOptions } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';

const content = { 'application/json': { schema: { type: 'integer' } } };
const operation = { responses: { '200': { content } } };
const paths = {
  '/pets': { get: operation, post: operation },
  '/pets/{petId}': { get: operation },
  '/shops/': { get: operation },
};
const contractWith = (servers?: string[]) =>
  parseContract(
    JSON.stringify({ openapi: '3.1.0', servers: servers?.map((url) => ({ url })), paths }),
    'a.json',
  );
const named = contractWith(['https://api.example/v1']);

interface Request {
  method?: string;
  url: string;
  status?: number;
  headers?: Record<string, string>;
}

function check(
  request: Request,
  options: SequenceOptions = { undocumented: 'error' },
  contract = named,
): { findings: Finding[]; undocumented: number } {
  const checker = new Checker(contract, options);
  const findings = checker.check(exchange({ body: 1, ...request }));
  return { findings, undocumented: checker.summary.undocumented };
}
const messagesOf = (request: Request, ...more: [SequenceOptions?, typeof named?]) =>
  check(request, ...more).findings.map(({ rule, message }) => `${rule}: ${message}`);

describe('on the server of the contract', () => {
  test.each([
    [
      { url: 'https://api.example/v1/reports' },
      'GET /v1/* has a response, but the contract does not have the path.',
    ],
    [
      { url: 'https://api.example/v1/pets/7/photos?secret=1', method: 'POST' },
      'POST /v1/pets/*/* has a response, but the contract does not have the path.',
    ],
    [
      { url: 'https://api.example/v1/pets', method: 'DELETE' },
      'DELETE /pets has a response; declared: GET, POST.',
    ],
    [
      { url: 'https://api.example/v1/pets/7', method: 'SECRET' },
      'Another method of /pets/{petId} has a response; declared: GET.',
    ],
    [
      { url: 'https://api.example/v1/pets/' },
      'GET /pets has a response with a slash at the end; the contract has the path only as written here.',
    ],
    [
      { url: 'https://api.example/v1/pets/7/' },
      'GET /pets/{petId} has a response with a slash at the end; the contract has the path only as written here.',
    ],
    [
      { url: 'https://api.example/v1/shops' },
      'GET /shops/ has a response without the slash at the end; the contract has the path only as written here.',
    ],
  ])('%j is reported', (request, message) => {
    expect(messagesOf(request)).toEqual([`undeclared-operation: ${message}`]);
  });

  test('a finding has the severity of the option, and is counted in any case', () => {
    const request = { url: 'https://api.example/v1/reports' };
    for (const undocumented of ['error', 'warning'] as const) {
      const found = check(request, { undocumented });
      expect(found).toMatchObject({ findings: [{ severity: undocumented }], undocumented: 1 });
    }
    for (const options of [{ undocumented: 'ignore' }, {}] as const) {
      expect(check(request, options)).toEqual({ findings: [], undocumented: 1 });
    }
  });

  test.each([
    { url: 'https://api.example/v1/favicon.ico', status: 404 },
    { url: 'https://api.example/v1/pets', method: 'DELETE', status: 405 },
    { url: 'https://api.example/v1/pets', method: 'PURGE', status: 501 },
    { url: 'https://api.example/v1/reports', status: 0 },
    { url: 'https://api.example/v1/pets', method: 'HEAD' },
    { url: 'https://api.example/v1/pets', method: 'OPTIONS' },
  ])('%j is not reported', (request) => {
    expect(check(request)).toEqual({ findings: [], undocumented: 0 });
  });
});

test('a preflight is not reported', () => {
  const checker = new Checker(named, { undocumented: 'error' });
  const preflight = exchange({ url: 'https://api.example/v1/pets', method: 'OPTIONS' });
  preflight.request.headers = { 'access-control-request-method': 'GET' };
  expect(checker.check(preflight)).toEqual([]);
});

test.each([
  'https://cdn.example/v1/app.js',
  'https://api.example/index.html',
  'https://api.example/v10/reports',
  'data:text/plain,a',
])('%s is not on the server of the contract', (url) => {
  expect(check({ url })).toEqual({ findings: [], undocumented: 0 });
});

test('the servers of the option take the place of those of the contract', () => {
  const servers = ['http://localhost:3000/api'];
  const options = { servers, undocumented: 'error' } as const;
  expect(messagesOf({ url: 'http://localhost:3000/api/reports' }, options)).toHaveLength(1);
  expect(messagesOf({ url: 'http://localhost:3000/reports' }, options)).toEqual([]);
  expect(messagesOf({ url: 'https://api.example/v1/reports' }, options)).toEqual([]);
});

test.each([
  [['/v1'], 'http://localhost/v1/reports', 1],
  [['/v1'], 'http://localhost/reports', 0],
  [['https://{region}.example/{version}'], 'https://eu.example/v7/reports', 1],
  [['https://{region}.example/{version}'], 'https://eu.example.org/v7/reports', 0],
  // Any host could be meant, so only what resembles an operation is reported.
  [undefined, 'http://localhost/reports', 0],
  [undefined, 'http://localhost/pets/', 1],
])('with the servers %j, of %s, %i is reported', (servers, url, reported) => {
  const { findings } = check({ url }, { undocumented: 'error' }, contractWith(servers));
  expect(findings).toHaveLength(reported);
});

test('a finding has the place in the contract that comes closest', () => {
  const placeOf = (request: Request) => check(request).findings[0]!.contract.pointer;
  expect(placeOf({ url: 'https://api.example/v1/reports' })).toBe('/paths');
  expect(placeOf({ url: 'https://api.example/v1/pets', method: 'PATCH' })).toBe('/paths/~1pets');
  expect(placeOf({ url: 'https://api.example/v1/pets/' })).toBe('/paths/~1pets/get');
});
