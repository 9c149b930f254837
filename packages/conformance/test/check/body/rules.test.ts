import { describe, expect, test } from 'vitest';

import { ExchangeChecker, invariantsAt } from '../../../src/analysis.ts';
import { Checker } from '../../../src/index.ts';
import { exchange } from '../../exchanges.ts';
import { contractWith, findingsOf, messagesOf } from '../../one-operation.ts';

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

test('more than 50,000 violations are counted', () => {
  const positive = { type: 'integer', 'x-validations': [{ rule: 'self > 0', message: 'No' }] };
  const messages = messagesOf(contractWith({ items: positive }), Array<number>(50_003).fill(0));
  expect(messages).toHaveLength(50_001);
  expect(messages.at(-1)).toBe('breaks rules 3 more times; only the first 50000 are listed.');
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

test('all rules that cannot be used are findings, each where it is, and the others are checked', () => {
  const rules = ['self.m > 1', 'self.n > 1', 'self.n >', 'self.n == "a"'].map((each) => ({
    rule: each,
    message: 'It holds.',
  }));
  const contract = contractWith({ ...schema, 'x-validations': rules });
  const place = '/paths/~1a/get/responses/200/content/application~1json/schema/x-validations';
  expect(findingsOf(contract, { n: 1 })).toMatchObject([
    { rule: 'not-checked', contract: { pointer: `${place}/0/rule` } },
    { rule: 'not-checked', contract: { pointer: `${place}/2/rule` } },
    { rule: 'not-checked', contract: { pointer: `${place}/3/rule` } },
    { rule: 'invariant', contract: { pointer: `${place}/1` } },
  ]);
  const root = place.replace('/x-validations', '');
  const all =
    /^a\.json:1:\d+: the rule .* "m".*; a\.json:1:\d+: the rule .*; a\.json:1:\d+: the rule /;
  expect(() => invariantsAt(contract, root)).toThrow(all);
});

describe('an integer that a double cannot represent keeps all its digits in rules', () => {
  const int64 = { type: 'integer', format: 'int64' };
  const holder = {
    type: 'object',
    required: ['n', 'list'],
    properties: { n: int64, list: { type: 'array', items: int64 } },
  };
  const broken = (rules: string[], ...bodies: string[]): string[] => {
    const written = rules.map((each) => ({ rule: each, message: each }));
    const checker = new Checker(contractWith({ ...holder, 'x-validations': written }));
    return bodies.flatMap((body, at) =>
      checker
        .check({
          ...exchange({ url: 'http://h/a', body }),
          startedAt: at * 10,
          endedAt: at * 10 + 1,
        })
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => message.replace(/^.*the rule (.*)\.$/, '$1')),
    );
  };
  const body = (n: string, ...list: string[]): string => `{"n":${n},"list":[${list.join()}]}`;

  test('within one body', () => {
    const rules = ['self.n == 9007199254740993', 'self.list.all(i, i < 9223372036854775807)'];
    expect(broken(rules, body('9007199254740993', '1', '9223372036854775806'))).toEqual([]);
    expect(broken(rules, body('9007199254740992', '9223372036854775807'))).toEqual([
      `"${rules[0]}"`,
      `"${rules[1]}"`,
    ]);
  });

  test('between two bodies, also in JSON between threads', () => {
    const rules = ['self.n > oldSelf.n'];
    const [less, more] = [body('9007199254740992'), body('9007199254740993')];
    expect(broken(rules, less, more)).toEqual([]);
    expect(broken(rules, more, less)).toEqual([`"${rules[0]}"`]);
    const contract = contractWith(holder);
    const alone = new ExchangeChecker(contract).check(exchange({ url: 'http://h/a', body: more }));
    expect(JSON.parse(JSON.stringify(alone))).toEqual(alone);
  });
});

test.each([
  ['compares each element with each other one', 'self.m.all(a, a in self.m)', '', 5000],
  ['holds for each pair of elements', 'self.m.all(a, self.m.all(b, a + b >= 0.0))', '.0', 5000],
])('a rule that %s is not checked for a large list', (_, comparison, fraction, large) => {
  const list = { type: 'array', items: { type: fraction === '' ? 'integer' : 'number' } };
  const contract = contractWith({
    type: 'object',
    properties: { m: list },
    required: ['m'],
    'x-validations': [{ rule: comparison, message: 'All are fine.' }],
  });
  const body = (length: number): string =>
    `{"m":[${Array.from({ length }, (_one, index) => `${index + 1}${fraction}`).join()}]}`;
  expect(findingsOf(contract, body(10))).toEqual([]);
  expect(findingsOf(contract, body(large))).toMatchObject([
    { rule: 'not-checked', severity: 'error', message: expect.stringContaining('too many steps') },
  ]);
});
