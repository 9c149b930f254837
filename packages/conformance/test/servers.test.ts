import { expect, test } from 'vitest';

import { operationsOf } from '../src/analysis.ts';
import { Checker, parseContract } from '../src/index.ts';
import { exchange } from './exchanges.ts';

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
