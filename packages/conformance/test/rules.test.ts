import { expect, test } from 'vitest';

import { contractWith, findingsOf, messagesOf } from './one-operation.ts';

const rule = { rule: 'self.n > 1', message: 'It is 2.5 or more...' };
const schema = {
  type: 'object',
  required: ['n'],
  properties: { n: { type: 'integer' } },
  'x-validations': [rule],
};

test('the message of a rule is quoted without its last period', () => {
  expect(messagesOf(contractWith(schema), { n: 1 })).toEqual([
    'breaks the rule "It is 2.5 or more..".',
  ]);
});

test('rules of inner schemas are applied, and located', () => {
  const contract = contractWith(
    { type: 'array', items: { $ref: '#/components/schemas/N' } },
    { N: schema },
  );
  expect(messagesOf(contract, [{ n: 2 }, { n: 1 }])).toEqual([
    'at /1: breaks the rule "It is 2.5 or more..".',
  ]);
  const [finding] = findingsOf(contract, [{ n: 1 }]);
  expect(finding).toMatchObject({
    rule: 'invariant',
    severity: 'error',
    contract: { pointer: '/components/schemas/N/x-validations/0' },
  });
});

test('rules are applied only to a body that fits its schema', () => {
  expect(messagesOf(contractWith(schema), { n: '0' })).toEqual([
    'at /n: found a string, wanted an integer.',
  ]);
});

test('a rule that cannot be compiled is a finding, each time', () => {
  const contract = contractWith({ ...schema, 'x-validations': [{ ...rule, rule: 'self.m > 1' }] });
  for (let times = 0; times < 2; times++) {
    expect(findingsOf(contract, { n: 1 })).toMatchObject([
      { rule: 'not-checked', message: expect.stringContaining('the rule cannot be used: ') },
    ]);
  }
});
