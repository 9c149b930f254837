import { describe, expect, test } from 'vitest';

import { batch, batchSchema, compile } from './compile.ts';

const rule = { rule: 'self.done <= self.total', message: 'No more are done than there are.' };
const beside = (rules: unknown) => compile({ ...batchSchema, 'x-validations': rules });

test('a rule is an error unless it says that it is a warning', () => {
  const { rules, problems } = beside([rule, { ...rule, severity: 'warning' }]);
  expect(problems).toEqual([]);
  expect(rules).toMatchObject([
    { ...rule, severity: 'error', field: '', isTransition: false, pointer: '/x-validations/0' },
    { severity: 'warning', pointer: '/x-validations/1' },
  ]);
});

test.each([
  ['.endedAt', '/endedAt'],
  ["['endedAt']", '/endedAt'],
])('the fieldPath %s is the field %s', (fieldPath, field) => {
  expect(beside([{ ...rule, fieldPath }]).rules).toMatchObject([{ fieldPath, field }]);
});

describe('a malformed list is refused, each fault where it is', () => {
  const form = 'a rule is { rule, message, fieldPath?, severity? }';
  test.each<[string, unknown, string, string]>([
    ['', rule, `x-validations is an object, but has to be a list of rules; ${form}`, ''],
    ['', null, `x-validations is null, but has to be a list of rules; ${form}`, ''],
    ['', ['self.open'], `This is a string; ${form}`, '/0'],
    ['', [{ ...rule, reason: 'x' }], `A rule has no "reason"; ${form}`, '/0/reason'],
    ['', [rule, { message: 'x' }], `"rule" is nothing, but has to be a text; ${form}`, '/1'],
    [
      '',
      [{ ...rule, rule: true }],
      `"rule" is a boolean, but has to be a text; ${form}`,
      '/0/rule',
    ],
    ['', [{ ...rule, message: ' ' }], '"message" is an empty string', '/0/message'],
    ['', [{ ...rule, fieldPath: 3 }], '"fieldPath" is an integer', '/0/fieldPath'],
    ['', [{ ...rule, severity: 'bad' }], '"severity" is neither error nor warning', '/0/severity'],
    ['', [{ ...rule, fieldPath: 'done' }], 'is written as .member', '/0/fieldPath'],
    ['', [{ ...rule, fieldPath: '.wating' }], 'names no member "wating"', '/0/fieldPath'],
    ['', [{ ...rule, rule: 'self.wating > 0' }], 'no member "wating"', '/0/rule'],
  ])('%s%j', (_, rules, message, pointer) => {
    const { problems } = beside(rules);
    expect(problems).toMatchObject([
      { message: expect.stringContaining(message), pointer: `/x-validations${pointer}` },
    ]);
  });

  test('and what is well-formed beside it is still a rule', () => {
    const { rules, problems } = beside([{}, rule]);
    expect(rules).toHaveLength(1);
    expect(problems).toHaveLength(2);
  });
});

describe('rules within a schema', () => {
  const withCalls = (changes: object) =>
    compile({ ...batchSchema, properties: { ...batchSchema.properties, ...changes } });
  const later = { rule: 'self >= oldSelf', message: 'It never falls.' };
  const positive = { rule: 'self > 0', message: 'It is positive.' };

  test('are about each value that is there', () => {
    const { within } = withCalls({
      endedAt: { type: ['integer', 'null'], 'x-validations': [positive] },
      times: { type: 'array', items: { type: 'integer', 'x-validations': [positive] } },
      named: {
        type: 'object',
        properties: { a: { type: 'integer' } },
        additionalProperties: { type: 'integer', 'x-validations': [positive] },
      },
    });
    const places = (body: object): string[] => [...within(body)].map(({ at }) => at);
    expect(places(batch())).toEqual([]);
    expect(places(batch({ endedAt: null, times: null }))).toEqual([]);
    expect(places(batch({ endedAt: 1, times: [1, 2], named: { a: 1, 'b/c': 2 } }))).toEqual([
      '/endedAt',
      '/times/0',
      '/times/1',
      '/named/b~1c',
    ]);
  });

  test('of a transition need both values', () => {
    const { between, within, problems } = withCalls({
      endedAt: { type: 'integer', 'x-validations': [later] },
    });
    expect(problems).toEqual([]);
    const verdicts = (a: object, b: object) =>
      [...between(a, b)].map(({ at, invariant, self, oldSelf }) => [
        at,
        invariant.evaluate(self, oldSelf),
      ]);
    expect(verdicts(batch({ endedAt: 5 }), batch({ endedAt: 4 }))).toEqual([
      ['/endedAt', { holds: false }],
    ]);
    expect(verdicts(batch(), batch({ endedAt: 4 }))).toEqual([]);
    expect([...within(batch({ endedAt: 4 }))]).toEqual([]);
  });

  test('of a transition are refused in an array, whose elements have no earlier ones', () => {
    const { problems, rules } = withCalls({
      times: { type: 'array', items: { type: 'integer', 'x-validations': [later, positive] } },
    });
    expect(problems).toMatchObject([
      {
        message: expect.stringContaining('no "oldSelf"'),
        pointer: '/properties/times/items/x-validations/0/rule',
      },
    ]);
    expect(rules).toHaveLength(1);
  });

  test.each([
    ['anyOf', [{ type: 'string' }, { type: 'integer', 'x-validations': [positive] }], '/anyOf/1'],
    ['not', { type: 'integer', 'x-validations': [positive] }, '/not'],
    [
      'unevaluatedProperties',
      { type: 'integer', 'x-validations': [positive] },
      '/unevaluatedProperties',
    ],
    ['unevaluatedItems', { type: 'integer', 'x-validations': [positive] }, '/unevaluatedItems'],
    ['contentSchema', { type: 'integer', 'x-validations': [positive] }, '/contentSchema'],
  ])('are refused in %s, which need not hold', (keyword, schema, pointer) => {
    const { problems, rules } = withCalls({ owner: { [keyword]: schema } });
    expect(problems).toMatchObject([
      {
        message: expect.stringContaining('put the rule beside the schema that always holds'),
        pointer: `/properties/owner${pointer}/x-validations`,
      },
    ]);
    expect(rules).toEqual([]);
  });

  test.each([
    ['items', 'prefixItems', []],
    ['additionalProperties', 'patternProperties', {}],
  ])('and in %s beside %s, which takes some of them', (keyword, other, value) => {
    const schema = { type: 'integer', 'x-validations': [positive] };
    const { problems } = withCalls({ owner: { [keyword]: schema, [other]: value } });
    expect(problems).toMatchObject([{ pointer: `/properties/owner/${keyword}/x-validations` }]);
    expect(withCalls({ owner: { [keyword]: schema } }).problems).toEqual([]);
  });

  test('in a definition apply only where the definition is used', () => {
    const Count = { type: 'integer', 'x-validations': [positive] };
    const { rules, problems } = withCalls({ owner: { $defs: { Count }, definitions: { Count } } });
    expect([rules, problems]).toEqual([[], []]);
  });

  test('a schema that is used twice has its rules once', () => {
    const Count = { type: 'integer', 'x-validations': [positive] };
    const { rules, within } = compile({
      ...batchSchema,
      properties: { ...batchSchema.properties, done: { $ref: '#/$defs/Count' } },
      $defs: { ...batchSchema.$defs, Count },
    });
    expect(rules).toMatchObject([{ pointer: '/$defs/Count/x-validations/0' }]);
    expect([...within(batch())].map(({ at }) => at)).toEqual(['/done', '/total']);
  });
});
