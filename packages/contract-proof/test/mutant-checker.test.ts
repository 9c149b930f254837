import { parseContract } from '@batch-status/conformance';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';

import { mutantChecker } from '../src/mutation/mutant-checker.ts';
import { noLimit, TimeLimitError } from '../src/time-limit.ts';

const schema = {
  type: 'object',
  required: ['done', 'total'],
  properties: {
    done: { type: 'integer', minimum: 0 },
    total: { type: 'integer' },
  },
  'x-validations': [
    { rule: 'self.done <= self.total', message: 'At most all are done.' },
    { rule: 'self.done >= oldSelf.done', message: 'It grows.', severity: 'warning' },
  ],
};

const responses = { '200': { content: { 'application/json': { schema } } } };
const paths = { '/things/{id}': { get: { responses } } };
const contract = parseContract(stringify({ openapi: '3.1.0', paths }), 'contract.yaml');
const pointer = '/paths/~1things~1{id}/get/responses/200/content/application~1json/schema';
const exchange = {
  request: { method: 'GET', url: 'http://localhost/things/1', headers: {} },
  response: {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"done":1,"total":2}',
  },
  source: { file: 'a.har', entry: 0 },
};
const mutant = (value: unknown) =>
  ({
    operator: 'retype',
    what: '',
    pointer,
    changes: [{ pointer, value }],
    sharedParts: {},
  }) as const;

test('a mutant that is not a contract survives, with the reason', () => {
  const fate = mutantChecker(contract, [[exchange]], {})(mutant({ type: 'text' }));
  expect(fate).toEqual({
    is: 'survived',
    why: expect.stringContaining('it is not a valid contract'),
  });
});

test('a mutant that takes too long survives, with the reason', () => {
  let now = 0;
  const fateOf = mutantChecker(contract, [[exchange]], {}, noLimit, () => (now += 70_000));
  const tooLong = { is: 'survived', why: 'it took too long' };
  expect(fateOf(mutant(schema))).toEqual(tooLong);
  const ended = (): never => {
    throw new TimeLimitError();
  };
  expect(mutantChecker(contract, [[exchange]], {}, ended)(mutant(schema))).toEqual(tooLong);
});

test('a stricter contract is killed only by an exchange that it no longer accepts', () => {
  const stricter = {
    operator: 'add-bound',
    what: '',
    pointer,
    changes: [{ pointer, value: { ...schema, maxProperties: 1 } }],
    sharedParts: { rules: true },
  } as const;
  const answer = (body: string) => ({ ...exchange, response: { ...exchange.response, body } });
  const fateWith = (...bodies: string[]) =>
    mutantChecker(contract, [bodies.map(answer)], {})(stricter);
  // It breaks both contracts, in different ways.
  expect(fateWith('{"done":1}', '{"done":3,"total":2}')).toEqual({ is: 'survived' });
  expect(fateWith('{"done":1}', '{"done":1,"total":2}')).toMatchObject({ is: 'killed' });
  // A warning is not a breach.
  const falling = ['{"done":2,"total":2}', '{"done":1,"total":2}'];
  expect(fateWith(...falling)).toMatchObject({ is: 'killed' });
});
