import { expect, test } from 'vitest';

import { batch, batchSchema, compile, compileRules } from './compile.ts';

test('of a body, the trace holds what rules over two bodies read', () => {
  const { trace } = compileRules(
    'self.done <= self.total',
    'self.mean >= oldSelf.mean',
    '!has(oldSelf.owner) || self["open"]',
  );
  expect(trace(batch({ owner: 'a' }))).toEqual({ mean: 4.5, open: true, owner: 'a' });
  expect(trace(batch())).toEqual({ mean: 4.5, open: true });
  expect(trace([])).toEqual([]);
});

test('a rule that reads a body whole has it whole', () => {
  const schema = {
    type: 'object',
    additionalProperties: { type: 'integer' },
    'x-validations': [{ rule: 'self.all(k, k in oldSelf)', message: 'No key goes.' }],
  };
  expect(compile(schema).trace({ a: 1 })).toEqual({ a: 1 });
});

test('members with rules of their own are in it', () => {
  const count = {
    type: 'integer',
    'x-validations': [{ rule: 'self >= oldSelf', message: 'It grows.' }],
  };
  const { trace } = compile({
    ...batchSchema,
    properties: { ...batchSchema.properties, done: count },
  });
  expect(trace(batch())).toEqual({ done: 2 });
});

test('members that no schema names are in it, where they have rules of their own', () => {
  const count = {
    type: 'integer',
    'x-validations': [{ rule: 'self >= oldSelf', message: 'It grows.' }],
  };
  const { trace, between } = compile({
    type: 'object',
    properties: { name: { type: 'string' } },
    additionalProperties: count,
  });
  const [earlier, later] = [
    { name: 'a', calls: 2, mails: 5 },
    { name: 'b', calls: 1, mails: 6 },
  ];
  expect(trace(earlier)).toEqual(earlier);
  const verdicts = between(trace(earlier), trace(later)).map(
    ({ at, invariant, self, oldSelf }) => [at, invariant.evaluate(self, oldSelf)] as const,
  );
  expect(verdicts).toEqual([
    ['/calls', { holds: false }],
    ['/mails', { holds: true }],
  ]);
});
