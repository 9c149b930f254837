import { describe, expect, test } from 'vitest';

import { Checker, checkExchange, parseContract, type Exchange } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';

const content = { 'application/json': { schema: { type: 'integer' } } };
const operation = { responses: { '200': { content } } };
const paths = { '/a': { get: operation, put: operation }, '/a/b': { get: operation } };
const contract = parseContract(JSON.stringify({ openapi: '3.1.0', paths }), 'a.json');

const counts = (servers: string[], ...requests: { method?: string; url: string }[]) => {
  const checker = new Checker(contract, { servers });
  for (const request of requests) checker.check(exchange({ body: 1, ...request }));
  const { checked, outOfScope } = checker.summary;
  return { checked, ...outOfScope };
};
const none = { checked: 0, preflight: 0, method: 0, path: 0, server: 0 };

describe('with the option `servers`', () => {
  const servers = ['http://h/a', 'http://h/other', 'http://g'];

  test('a path that one server has with other methods counts as a method', () => {
    expect(counts(servers, { method: 'DELETE', url: 'http://h/a/a' })).toEqual({
      ...none,
      method: 1,
    });
  });

  test('the server that has the method is used if another has the path', () => {
    const requests = [{ method: 'PUT', url: 'http://h/a/b' }];
    expect(counts(['http://h', 'http://h/a/b'], ...requests)).toEqual({ ...none, method: 1 });
    expect(counts(['http://h/x', 'http://h'], { url: 'http://h/a/b' })).toEqual({
      ...none,
      checked: 1,
    });
  });

  test('each server has its own paths', () => {
    expect(counts(servers, { url: 'http://g/a/a' }, { url: 'http://h/a' })).toEqual({
      ...none,
      path: 2,
    });
  });
});

test('with the option `anyHost`, every host counts as one that the contract names', () => {
  const checker = new Checker(contract, { anyHost: true });
  checker.check(exchange({ url: 'https://api.example/b' }));
  expect(checker.summary.outOfScope).toEqual({ preflight: 0, method: 0, path: 1, server: 0 });
  expect(checker.summary.otherHosts).toEqual({});
  const without = new Checker(contract);
  without.check(exchange({ url: 'https://api.example/b' }));
  expect(without.summary.outOfScope.server).toBe(1);
});

test('requests with one URL and different methods are different operations', () => {
  const checker = new Checker(contract);
  const answers: [string, string][] = [
    ['GET', '/paths/~1a/get/responses/200'],
    ['PUT', '/paths/~1a/put/responses/200'],
    ['GET', '/paths/~1a/get/responses/200'],
  ];
  for (const [method, pointer] of answers) {
    const [finding] = checker.check(exchange({ url: 'http://h/a', method, body: '' }));
    expect(finding!.contract.pointer).toBe(pointer);
  }
});

test('what is remembered of many URLs does not change what is found', () => {
  const request = (id: number): Exchange =>
    exchange({ url: `http://h/a?id=${id}`, body: id === 1500 ? 'x' : 1 });
  const ids = Array.from({ length: 2001 }, (_, id) => id);
  const findings = ids.flatMap((id) => checkExchange(contract, request(id)));
  expect(findings).toMatchObject([{ rule: 'invalid-json' }]);
  expect(checkExchange(contract, request(0))).toEqual([]);
});
