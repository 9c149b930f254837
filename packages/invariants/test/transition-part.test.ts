import { expect, test } from 'vitest';

import { batch, batchSchema, compile, compileRules } from './compile.ts';

test('the transition part of a body has the members that transition rules read', () => {
  const { transitionPart } = compileRules(
    'self.done <= self.total',
    'self.mean >= oldSelf.mean',
    '!has(oldSelf.owner) || self["open"]',
  );
  expect(transitionPart(batch({ owner: 'a' }))).toStrictEqual({
    mean: 4.5,
    open: true,
    owner: 'a',
  });
  expect(transitionPart(batch())).toStrictEqual({ mean: 4.5, open: true });
  expect(transitionPart([])).toEqual([]);
});

test('a rule that reads the whole body keeps all of it', () => {
  const schema = {
    type: 'object',
    additionalProperties: { type: 'integer' },
    'x-validations': [{ rule: 'self.all(k, k in oldSelf)', message: 'No key goes.' }],
  };
  expect(compile(schema).transitionPart({ done: 1 })).toEqual({ done: 1 });
});

test('members with their own transition rules are part of it', () => {
  const count = {
    type: 'integer',
    'x-validations': [{ rule: 'self >= oldSelf', message: 'It grows.' }],
  };
  const { transitionPart } = compile({
    ...batchSchema,
    properties: { ...batchSchema.properties, done: count },
  });
  expect(transitionPart(batch())).toEqual({ done: 2 });
});

test('members that no schema names are part of it if they have transition rules', () => {
  const count = {
    type: 'integer',
    'x-validations': [{ rule: 'self >= oldSelf', message: 'It grows.' }],
  };
  const { transitionPart, between } = compile({
    type: 'object',
    properties: { name: { type: 'string' } },
    additionalProperties: count,
  });
  const [earlier, later] = [
    { name: 'a', calls: 2, mails: 5 },
    { name: 'b', calls: 1, mails: 6 },
  ];
  expect(transitionPart(earlier)).toEqual(earlier);
  const verdicts = between(transitionPart(earlier), transitionPart(later)).map(
    ({ at, invariant, self, oldSelf }) => [at, invariant.evaluate(self, oldSelf)] as const,
  );
  expect(verdicts).toEqual([
    ['/calls', { holds: false }],
    ['/mails', { holds: true }],
  ]);
});
