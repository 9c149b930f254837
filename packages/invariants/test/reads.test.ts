import { expect, test } from 'vitest';

import { compile, compileRules, only } from './compile.ts';

test.each([
  ['self.calls.all(c, c.id != "")', ['calls']],
  ['!has(self.owner) || self.owner == "self"', ['owner']],
  ['!has(oldSelf.owner) || self["open"]', ['owner', 'open']],
])('%s reads the members %j', (rule, members) => {
  expect(only(compileRules(rule)).reads).toEqual(new Set(members));
});

test.each([
  [{ type: 'object', additionalProperties: { type: 'integer' } }, '["a"].all(k, self[k] > 0)'],
  [{ type: 'array', items: { type: 'integer' } }, 'self[0] > 0'],
  [{ type: 'integer' }, 'self >= oldSelf'],
])('in %j, %s reads all', (schema, rule) => {
  const rules = [{ rule, message: 'It holds.' }];
  expect(only(compile({ ...schema, 'x-validations': rules })).reads).toBe('all');
});
