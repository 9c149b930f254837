import { describe, expect, test } from 'vitest';

import { operationsOf } from '../../src/analysis.ts';
import { Checker, parseContract, type SequenceOptions } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';

const contract = `openapi: 3.1.0
servers:
  - url: https://{region}.example/{base}
    variables:
      region: { default: eu, enum: [eu, us] }
      base: { default: api/v1 }
  - url: //cdn.example/
paths:
  /things/{id}:
    get: { responses: { "200": { description: A thing. } } }
`;

const things = 'paths: { /things: { get: { responses: { "200": {} } } } }';

/** Whether an exchange with a host is in scope of a contract with this server. */
function isInScope(server: string, url: string, options: SequenceOptions = {}): boolean {
  const text = `openapi: 3.1.0\nservers: [{ url: "${server}" }]\n${things}`;
  const checker = new Checker(parseContract(text, 'things.yaml'), options);
  checker.check(exchange({ url }));
  return checker.summary.checked === 1;
}

describe('a host is in scope', () => {
  test.each([
    ['https://api.example', 'https://api.example/things', true],
    ['https://api.example', 'https://API.Example:443/things', true],
    ['HTTPS://API.EXAMPLE:443/', 'https://api.example/things', true],
    ['http://api.example:80', 'http://api.example/things', true],
    ['https://api.example:8443', 'https://api.example:8443/things', true],
    ['https://{tenant}.api.example', 'https://one.api.example/things', true],
    ['//api.example', 'http://api.example/things', true],
    ['/', 'https://other.example/things', true],
    ['/v1', 'https://other.example/v1/things', true],
    ['https://api.example', 'https://other.example/things', false],
    ['https://api.example', 'https://api.example.evil.example/things', false],
    ['https://api.example', 'https://api.example:8443/things', false],
    ['https://{tenant}.api.example', 'https://api.example/things', false],
  ])('%s, %s: %s', (server, url, expected) => {
    expect(isInScope(server, url)).toBe(expected);
  });

  test.each([
    ...['localhost:3000', '127.0.0.1:8080', '[::1]:8080', '0.0.0.0', 'api', 'api.test'],
    ...['10.1.2.3', '172.16.0.1', '172.31.9.9', '192.168.1.1', 'host.docker.internal'],
    ...['[fd00::1]', 'app.localhost', 'printer.local'],
  ])('if it is the local %s', (host) => {
    expect(isInScope('https://api.example', `http://${host}/things`)).toBe(true);
  });

  test.each(['172.32.0.1', '11.0.0.1', '10.example', '127.0.0.1.example', '[2001:db8::1]'])(
    'unless it is %s',
    (host) => {
      expect(isInScope('https://api.example', `http://${host}/things`)).toBe(false);
    },
  );

  test('if an option says so', () => {
    const url = 'https://staging.example/things';
    expect(isInScope('https://api.example', url)).toBe(false);
    expect(isInScope('https://api.example', url, { anyHost: true })).toBe(true);
    const servers = ['https://staging.example'];
    expect(isInScope('https://api.example', url, { servers })).toBe(true);
  });
});

test('hosts out of scope are counted, and nothing of them is undocumented', () => {
  const text = `openapi: 3.1.0\nservers: [{ url: "https://api.example" }]\n${things}`;
  const checker = new Checker(parseContract(text, 'things.yaml'), { undocumented: 'error' });
  for (const url of ['https://a.example/things', 'https://a.example/x', 'https://b.example/']) {
    expect(checker.check(exchange({ url, method: 'POST' }))).toEqual([]);
  }
  expect(checker.summary).toMatchObject({
    outOfScope: { server: 3 },
    otherHosts: { 'a.example': 2, 'b.example': 1 },
  });
});

/** The reason why an exchange was left out, or that it was checked. */
function verdict(url: string): string {
  const checker = new Checker(parseContract(contract, 'things.yaml'));
  checker.check(exchange({ url }));
  const { checked, outOfScope } = checker.summary;
  return checked > 0 ? 'checked' : Object.entries(outOfScope).find(([, count]) => count > 0)![0];
}

test.each([
  ['https://eu.example/api/v1/things/1', 'checked'],
  ['https://eu.example/v2/things/1', 'checked'],
  ['https://cdn.example/things/1', 'checked'],
  ['http://127.0.0.1:4010/things/1', 'checked'],
  ['http://127.0.0.1:4010/api/v1/things/1', 'checked'],
  ['https://eu.example/api/v2/things/1', 'path'],
  ['https://us.example/api/v1/other', 'path'],
  ['http://cdn.example/other', 'path'],
  ['https://asia.example/api/v1/other', 'server'],
])('%s: %s', (url, reason) => {
  expect(verdict(url)).toBe(reason);
});

test('variables with too many combinations of values match any value', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const values = Array.from({ length: 12 }, (_, at) => `v${at}`);
  const variables = Object.fromEntries(names.map((name) => [name, { enum: values }]));
  const servers = [{ url: 'https://h/{a}/{b}/{c}/{d}/{e}', variables }];
  const paths = { '/x': { get: { responses: { '200': {} } } } };
  const many = parseContract(JSON.stringify({ openapi: '3.1.0', servers, paths }), 'many.json');
  expect(operationsOf(many)[0]!.servers.length).toBeLessThanOrEqual(1000);
  const checker = new Checker(many);
  checker.check(exchange({ url: 'https://h/v1/v2/v3/v4/v5/x' }));
  expect(checker.summary.checked).toBe(1);
});
