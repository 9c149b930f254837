import { stringify } from 'yaml';
import { describe, expect, test } from 'vitest';

import { declaredResponse, operationsOf, type Observer } from '../../src/analysis.ts';
import {
  Checker,
  checkExchange,
  loadContract,
  parseContract,
  type Contract,
} from '../../src/index.ts';
import { exchange } from '../exchanges.ts';

const schema = {
  type: 'object',
  required: ['done', 'total'],
  properties: { done: { type: 'integer' }, total: { type: 'integer', enum: [1, 2, 3] } },
  'x-validations': [
    { rule: 'self.done <= self.total', message: 'At most all are done.' },
    { rule: 'self.done >= oldSelf.done', message: 'It grows.' },
  ],
};
const responses = { '200': { content: { 'application/json': { schema } } } };
const description = { openapi: '3.1.0', paths: { '/things': { get: { responses } } } };
const contract = parseContract(stringify(description), 'contract.yaml');
const pointer = '/paths/~1things/get/responses/200/content/application~1json/schema';

const answer = (body: unknown, at = 0) => ({
  ...exchange({ url: 'http://h/things', body }),
  startedAt: at * 1000,
  endedAt: at * 1000 + 1,
});
const messages = (checked: Contract, body: unknown): string[] =>
  checkExchange(checked, answer(body)).map(({ message }) => message);

describe('a changed contract', () => {
  test('is checked as it is written, and the original does not change', () => {
    const changed = contract.changed([
      { pointer: `${pointer}/properties/total/enum/1`, value: undefined },
      { pointer: `${pointer}/properties/done/maximum`, value: 0 },
      { pointer: `${pointer}/required`, value: ['done'] },
    ]);
    const found = messages(changed, { done: 1, total: 2 });
    expect(found).toEqual([
      expect.stringContaining('/done: found an integer that is too large, wanted at most 0'),
      expect.stringContaining('/total: found an integer, wanted one of 1, 3'),
    ]);
    expect(messages(contract, { done: 1, total: 2 })).toEqual([]);
  });

  test('has the locations of the original', () => {
    const changed = contract.changed([
      { pointer: `${pointer}/properties/done/type`, value: 'null' },
    ]);
    const [finding] = checkExchange(changed, answer({ done: 1, total: 1 }));
    expect(finding!.contract).toEqual(contract.locate(`${pointer}/properties/done/type`));
  });

  test('can share rules that do not fit its schemas', () => {
    const changes = [{ pointer: `${pointer}/properties/done/type`, value: ['integer', 'null'] }];
    expect(messages(contract.changed(changes), { done: 1, total: 1 })).toEqual([
      expect.stringContaining(': self.done may be absent or null'),
      expect.stringContaining(': self.done may be absent or null'),
      expect.stringContaining(': oldSelf.done may be absent or null'),
    ]);
    const changed = contract.changed(changes, { rules: true });
    expect(messages(changed, { done: 2, total: 1 })).toEqual([
      expect.stringContaining('At most all are done'),
    ]);
  });

  test('can share schemas if only a rule changed', () => {
    const changes = [{ pointer: `${pointer}/x-validations/0`, value: undefined }];
    const changed = contract.changed(changes, { schemas: true });
    expect(changed.schemas).toBe(contract.schemas);
    expect(contract.changed(changes).schemas).not.toBe(contract.schemas);
    expect(changed.changed([], { schemas: true }).schemas).toBe(contract.schemas);
    expect(messages(changed, { done: 2, total: 1 })).toEqual([]);
    expect(messages(changed, { done: 2 })).toEqual([expect.stringContaining('no "total"')]);
  });

  test('has its own operations and responses', () => {
    const changes = [{ pointer: '/paths/~1things', value: undefined }];
    const without = contract.changed(changes, { schemas: true, rules: true });
    expect(operationsOf(contract)).toHaveLength(1);
    expect(operationsOf(without)).toEqual([]);
    const other = contract.changed([
      { pointer: '/paths/~1things/get/responses/200', value: undefined },
    ]);
    const [operation] = operationsOf(contract);
    expect(declaredResponse(contract, operation!, 200)).toBeDefined();
    expect(declaredResponse(other, operation!, 200)).toBeUndefined();
  });

  test('can differ in a file that it refers to', async () => {
    const files: Record<string, unknown> = {
      'api.yaml': {
        ...description,
        paths: { '/things': { get: { responses: { '200': { $ref: 'things.yaml#/Thing' } } } } },
      },
      'things.yaml': {
        Thing: { content: { 'application/json': { schema: { type: 'integer' } } } },
      },
    };
    const split = await loadContract('api.yaml', { read: async (file) => stringify(files[file]) });
    const at = '1#/Thing/content/application~1json/schema/type';
    const changed = split.changed([{ pointer: at, value: 'string' }]);
    expect(messages(split, 7)).toEqual([]);
    expect(messages(changed, 7)).toEqual([expect.stringContaining('wanted a string')]);
  });
});

test('an observer sees everything that is checked, with or without findings', () => {
  const seen: unknown[] = [];
  const observer: Observer = {
    response: ({ path }, { status }, body) => seen.push([path, status, body?.value]),
    pair: (earlier, later) => seen.push([earlier.value, later.value]),
  };
  const checker = new Checker(contract, { observer });
  const [first, next, broken] = [{ done: 1, total: 2 }, { done: 2, total: 2 }, { done: 'x' }];
  for (const [at, body] of [first, next, broken].entries()) checker.check(answer(body, at));
  checker.check(exchange({ url: 'http://h/nothing' }));
  expect(seen).toEqual([
    ['/things', 200, first],
    ['/things', 200, next],
    [first, next],
    ['/things', 200, undefined],
  ]);
});
