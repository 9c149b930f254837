import { expect, test } from 'vitest';

import { checkExchange, parseContract } from '../../src/index.ts';

const response = { description: 'Elsewhere' };
const contract = parseContract(
  JSON.stringify({
    openapi: '3.1.0',
    paths: { '/things': { get: { responses: { '200': response, '3XX': response } } } },
  }),
  'contract.json',
);

const severitiesOf = (status: number, type: string | undefined, body: string): string[] => {
  const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
  const exchange = {
    request: { method: 'GET', url: 'http://localhost/things', headers: {} },
    response: { status, headers, body },
    source: { file: 'live', entry: 0 },
  };
  return checkExchange(contract, exchange).map(({ rule, severity }) => `${severity} ${rule}`);
};

const notice = 'Found. Redirecting to /login';

test.each<[status: number, type: string | undefined, body: string]>([
  [302, 'text/plain; charset=utf-8', notice],
  [301, 'text/html', '<p>Moved Permanently. Redirecting to <a href="/x">/x</a></p>'],
  [303, 'Text/HTML', notice],
  [308, undefined, notice],
])('the text of a %i that frameworks add (%s) is a warning', (status, type, body) => {
  expect(severitiesOf(status, type, body)).toEqual(['warning unexpected-body']);
});

test.each<[status: number, type: string, body: string]>([
  [302, 'application/json', '{"name":"a"}'],
  [304, 'text/plain', notice],
  [300, 'text/plain', notice],
  [200, 'text/plain', notice],
])('any other body without declared content is an error: %i with %s', (status, type, body) => {
  expect(severitiesOf(status, type, body)).toEqual(['error unexpected-body']);
});
