import { describe, expect, test } from 'vitest';

import { batch, compile, verdictOf, only, refusal } from './compile.ts';

describe('a rule that does not fit its schema is refused', () => {
  test.each([
    ['self.wating > 0', 'self has no member "wating"; its schema has done, total', 'self.wating'],
    ['has(self.wating)', 'self has no member "wating"', 'self.wating'],
    ['self["wating"] > 0', 'has no member "wating"', 'self["wating"]'],
    ['oldSelf.wating > 0', 'oldSelf has no member "wating"', 'oldSelf.wating'],
    [
      'self.calls.all(c, c.when > 0)',
      'c has no member "when"; its schema has id, kind, at',
      'c.when',
    ],
    ['self.calls[0].when > 0', 'self.calls[0] has no member "when"', 'self.calls[0].when'],
    ['self.calls.filter(c, true).all(d, d.when > 0)', 'd has no member "when"', 'd.when'],
    ['batch.done > 0', 'Unknown variable: batch', 'batch'],
    ['self.done > "2"', 'no such overload: int > string', 'self.done > "2"'],
    ['self.done == self.mean', 'no such overload: int == double', 'self.done == self.mean'],
    ['self.done + 1', 'A rule must be of the type bool, found int', 'self.done + 1'],
    ['self == oldSelf', 'no such overload: object == object', 'self == oldSelf'],
    ['self.done >', 'The rule is not valid CEL: Unexpected token: EOF', ''],
    ['self.calls.all()', 'found no matching overload', 'self.calls.all()'],
    ['self.calls.filter(c)[0].when > 0', 'Unknown variable: c', 'c'],
    [
      '!has(self.endedAt) || self.endedAt == self.mean',
      'no such overload: int == double',
      'self.endedAt == self.mean',
    ],
    ['has(self)', 'has() invalid argument', 'self'],
  ])('%s', (rule, message, text) => {
    const refused = refusal(rule);
    expect(refused.message).toContain(message);
    expect(refused.text).toBe(text);
  });
});

describe('a member that can be absent must be tested before it is read', () => {
  test.each([
    'self.endedAt > 0',
    'self.open || self.endedAt > 0',
    'has(self.endedAt) || self.endedAt > 0',
    '!has(self.endedAt) && self.endedAt > 0',
    '(has(self.endedAt) || self.open) && self.endedAt > 0',
    'has(self.owner) ? self.endedAt > 0 : true',
    'has(oldSelf.endedAt) && self.endedAt > 0',
    'self.calls.all(c, has(self.endedAt)) && self.endedAt > 0',
    'has(self.endedAt) && self.calls.all(self, self.at > 0)',
    '!has(self.endedAt) && self.open || self.endedAt > 0',
    'double(self.endedAt) > 1.0',
    'has(self.owner) && self.owner.substring(self.endedAt, 1) == ""',
    'self.calls.all(self.endedAt, 1, 2)',
    'self.calls.all(c, c.id.substring(c, c.at) == "")',
    'self.calls.map(c, c.at > 0 && has(c.at), c.at).size() > 0',
  ])('it is not in %s', (rule) => {
    expect(refusal(rule).message).toMatch(
      /^(self|c)\.(endedAt|at) may be absent or null; test it first, as in `!has\(\1\.\2\) \|\| …`$/,
    );
  });

  test.each([
    '!has(self.endedAt) || self.endedAt > 0',
    'has(self.endedAt) && self.endedAt > 0',
    'has(self.endedAt) ? self.endedAt > 0 : true',
    '!has(self.endedAt) ? true : self.endedAt > 0',
    '!(has(self.endedAt) && !self.open) || self.endedAt > 0',
    '!has(self.endedAt) || !has(oldSelf.endedAt) || self.endedAt >= oldSelf.endedAt',
    '!(!has(self.endedAt)) && self.endedAt > 0',
    '(has(self.endedAt) && self.open || has(self.endedAt)) && self.endedAt > 0',
    '!has(self.endedAt) && (self.open || !has(self.endedAt)) || self.endedAt > 0',
    'self.calls.all(c, !has(c.at) || c.at > 0)',
    'self.calls.filter(c, has(c.at)).size() < 3',
    'self.calls.map(c, has(c.at), c.at).all(at, at > 0)',
    '!has(self.endedAt) || self.calls.all(c, has(c.at) && c.at <= self.endedAt)',
  ])('it is in %s', (rule) => {
    expect(verdictOf(rule, batch(), batch())).toHaveProperty('holds');
  });
});

describe('numbers have the type of their schema', () => {
  test.each([
    ['self.done + self.total == 5', batch()],
    ['self.done * 1000 < 2001', batch()],
    ['self.mean * 2.0 == 9.0', batch()],
    ['self.mean / 2.0 == 1.5', batch({ mean: 3 })],
    ['self.mean < 5', batch()],
    ['double(self.done) < self.mean', batch()],
    ['self.done == 9007199254740993', batch({ done: 9007199254740993n })],
    ['self.mean == 4.0', batch({ mean: 4n })],
    ['has(self.endedAt) && self.endedAt == 1703103001500', batch({ endedAt: 1703103001500 })],
  ])('%s', (rule, self) => {
    expect(verdictOf(rule, self)).toEqual({ holds: true });
  });

  test('a whole number in a union is an integer only if the union has no fractions', () => {
    const anyOf = (...types: string[]) => ({ anyOf: types.map((type) => ({ type })) });
    const holds = (value: object, rule: string, given: unknown) =>
      only(
        compile({
          type: 'object',
          required: ['value'],
          properties: { value },
          'x-validations': [{ rule, message: 'It holds.' }],
        }),
      ).evaluate({ value: given });
    expect(holds(anyOf('integer', 'string'), 'self.value == 1', 1)).toEqual({ holds: true });
    expect(holds(anyOf('integer', 'number'), 'self.value == 1.0', 1)).toEqual({ holds: true });
    expect(holds({ type: ['integer', 'number'] }, 'self.value == 1.0', 1)).toEqual({ holds: true });
    expect(holds({ enum: [1, 2] }, 'self.value == 1', 1)).toEqual({ holds: true });
    const untyped = 'self.value.all(value, value == 1.0)';
    expect(holds({ type: 'array' }, untyped, [1, 1n])).toEqual({ holds: true });
  });
});

test('a schema can contain itself', () => {
  const tree = {
    type: 'object',
    required: ['size'],
    properties: {
      size: { type: 'integer' },
      children: { type: 'array', items: { $ref: '#' } },
      parent: { anyOf: [{ $ref: '#' }, { type: 'null' }] },
    },
    'x-validations': [
      {
        rule: '!has(self.children) || self.children.all(c, c.size < self.size)',
        message: 'A child is smaller.',
      },
    ],
  };
  const broken = { size: 3, children: [{ size: 2, children: [{ size: 2 }] }] };
  const verdicts = [...compile(tree).within(broken)].map(
    ({ at, invariant, self }) => [at, invariant.evaluate(self)] as const,
  );
  expect(verdicts).toEqual([
    ['', { holds: true }],
    ['/children/0', { holds: false }],
    ['/children/0/children/0', { holds: true }],
  ]);
});

test.each([
  ['allOf', { allOf: [{ required: ['a'] }, { properties: { a: { type: 'integer' } } }] }],
  ['a reference with more beside it', { $ref: '#/$defs/A', required: ['a'] }],
  ['properties without a type', { properties: { a: { type: 'integer' } }, required: ['a'] }],
  ['oneOf', { oneOf: [{ $ref: '#/$defs/B' }, { $ref: '#/$defs/B' }] }],
])('%s types members', (_, parts) => {
  const A = { type: 'object', properties: { a: { type: 'integer' } } };
  const schema = { ...parts, $defs: { A, B: { ...A, required: ['a'] } } };
  const rules = [{ rule: 'self.a + 1 == 3', message: 'It holds.' }];
  expect(only(compile({ ...schema, 'x-validations': rules })).evaluate({ a: 2 })).toEqual({
    holds: true,
  });
});

test('the values of a map have a type, and it can have any key', () => {
  const schema = {
    type: 'object',
    additionalProperties: { type: 'integer' },
    'x-validations': [{ rule: 'self.all(key, self[key] > 1)', message: 'All are more than one.' }],
  };
  const rule = only(compile(schema));
  expect(rule.evaluate({ a: 2, b: 3 })).toEqual({ holds: true });
  expect(rule.evaluate({ a: 2, b: 1 })).toEqual({ holds: false });
  expect(rule.evaluate({ a: 2, b: null })).toEqual({ holds: true });
  // A key can be a phone number.
  expect(rule.evaluate({ '+15550100199': 'x' })).toEqual({
    error: 'self[…] is a string, wanted an integer',
  });
});

test('a variable that hides another has its own members', () => {
  const at = { type: 'integer' };
  const calls = { type: 'array', items: { type: 'object', properties: { at } } };
  const hiding = 'has(self.at) && has(self.calls) && self.calls.all(self, self.at > 0)';
  const { diagnostics } = compile({
    type: 'object',
    properties: { at, calls },
    'x-validations': [{ rule: hiding, message: 'All are later.' }],
  });
  expect(diagnostics).toMatchObject([
    { message: expect.stringContaining('self.at may be absent') },
  ]);
});

test('a variable that hides another can have any type', () => {
  expect(verdictOf('[{"at": 1}].all(self, self.at > 0)', batch())).toEqual({ holds: true });
});
