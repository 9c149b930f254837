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
