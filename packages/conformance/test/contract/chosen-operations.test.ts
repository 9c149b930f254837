import { expect, test } from 'vitest';

import { Checker, parseContract } from '../../src/index.ts';
import { exchange } from '../exchanges.ts';

const content = { 'application/json': { schema: { type: 'integer' } } };
const operation = { responses: { 200: { description: '', content } } };
const contract = parseContract(
  JSON.stringify({
    openapi: '3.1.0',
    servers: [{ url: 'http://h' }],
    paths: {
      '/a': { get: { ...operation, operationId: 'getA' }, put: operation },
      '/b': { get: { ...operation, operationId: 'getB' } },
    },
  }),
  'c.json',
);

const exchanges = ['GET /a', 'PUT /a', 'GET /b', 'GET /c'].map((name) => {
  const [method = '', path = ''] = name.split(' ');
  const { request, ...rest } = exchange({ url: `http://h${path}`, body: '"1"' });
  return { ...rest, request: { ...request, method } };
});

function summaryWith(...operations: string[]) {
  const checker = new Checker(contract, { operations, undocumented: 'error' });
  const messages = exchanges.flatMap((one) => checker.check(one)).map(({ message }) => message);
  return { ...checker.summary, messages };
}

test.each([
  ['an operationId', ['getA'], 1, 2],
  ['a method and a path', ['put /a'], 1, 2],
  ['several', ['getA', 'GET /b'], 2, 1],
])('operations are chosen by %s', (_, names, checked, leftOut) => {
  const summary = summaryWith(...names);
  // The request that the contract does not describe belongs to no chosen operation.
  expect(summary).toMatchObject({ checked, leftOut, errors: checked, undocumented: 0 });
});

test('without a choice, nothing is left out', () => {
  const checker = new Checker(contract, {});
  for (const one of exchanges) checker.check(one);
  expect(checker.summary).not.toHaveProperty('leftOut');
});

test('an unknown operation is an error that lists those that exist', () => {
  expect(() => summaryWith('getC')).toThrow(
    'c.json has no operation "getC". It has: getA, PUT /a, getB.',
  );
});
