import { describe, expect, test } from 'vitest';

import { batch, batchSchema, compile } from './compile.ts';

const rule = { rule: 'self.done <= self.total', message: 'No more are done than there are.' };
const beside = (rules: unknown) => compile({ ...batchSchema, 'x-validations': rules });

test('the severity of a rule is error by default', () => {
  const { rules, diagnostics } = beside([
    rule,
    { ...rule, severity: 'warning' },
    { ...rule, severity: 'error' },
  ]);
  expect(diagnostics).toEqual([]);
  expect(rules).toMatchObject([
    { ...rule, severity: 'error', field: '', isTransition: false, pointer: '/x-validations/0' },
    { severity: 'warning', pointer: '/x-validations/1' },
    { severity: 'error', pointer: '/x-validations/2' },
  ]);
});

test('a rule may have the reason and the messageExpression of Kubernetes', () => {
  const { rules, diagnostics } = beside([
    { ...rule, reason: 'FieldValueInvalid', messageExpression: "'found ' + string(self.done)" },
  ]);
  expect(diagnostics).toEqual([]);
  expect(rules).toMatchObject([rule]);
  expect(rules[0]!.evaluate(batch({ done: 4 }))).toEqual({ holds: false });
});

test.each([
  ['.endedAt', '/endedAt'],
  ["['endedAt']", '/endedAt'],
  ['.notes.a.b', '/notes/a/b'],
  ['.times.a', '/times/a'],
])('the fieldPath %s is the field %s', (fieldPath, field) => {
  const { rules } = compile({
    ...batchSchema,
    properties: {
      ...batchSchema.properties,
      notes: {},
      times: { type: 'object', additionalProperties: { type: 'integer' } },
    },
    'x-validations': [{ ...rule, fieldPath }],
  });
  expect(rules).toMatchObject([{ fieldPath, field }]);
});

describe('each diagnostic of a malformed list is reported at its place', () => {
  const form = 'write a rule as { rule, message, fieldPath?, severity? }';
  test.each<[string, unknown, string, string]>([
    ['', rule, `"x-validations" must be a list of rules, found an object; ${form}`, ''],
    ['', null, `"x-validations" must be a list of rules, found null; ${form}`, ''],
    ['', ['self.open'], `A rule must be an object, found a string; ${form}`, '/0'],
    ['', [{ ...rule, code: 'x' }], `A rule has no member "code"; ${form}`, '/0/code'],
    ['', [{ ...rule, reason: 3 }], '"reason" must be text, found an integer', '/0/reason'],
    [
      '',
      [{ ...rule, messageExpression: '' }],
      '"messageExpression" must be text, found an empty string',
      '/0/messageExpression',
    ],
    ['', [rule, { message: 'x' }], `"rule" must be text, found nothing; ${form}`, '/1'],
    ['', [{ ...rule, rule: true }], `"rule" must be text, found a boolean; ${form}`, '/0/rule'],
    [
      '',
      [{ ...rule, message: ' ' }],
      '"message" must be text, found an empty string',
      '/0/message',
    ],
    ['', [{ ...rule, fieldPath: 3 }], '"fieldPath" must be text, found an integer', '/0/fieldPath'],
    ['', [{ ...rule, severity: 'bad' }], '"severity" must be error or warning', '/0/severity'],
    [
      '',
      [{ ...rule, fieldPath: 'done' }],
      '"fieldPath" is "done"; write it as .member or .outer.inner',
      '/0/fieldPath',
    ],
    ['', [{ ...rule, fieldPath: '.wating' }], 'its schema has no member "wating"', '/0/fieldPath'],
    ['', [{ ...rule, fieldPath: '.done.x' }], 'its schema has no member "x"', '/0/fieldPath'],
    ['', [{ ...rule, rule: 'self.wating > 0' }], 'no member "wating"', '/0/rule'],
  ])('%s%j', (_, rules, message, pointer) => {
    const { diagnostics } = beside(rules);
    expect(diagnostics).toMatchObject([
      { message: expect.stringContaining(message), pointer: `/x-validations${pointer}` },
    ]);
  });

  test('well-formed rules beside a malformed one are used', () => {
    const { rules, diagnostics } = beside([{}, rule]);
    expect(rules).toHaveLength(1);
    expect(diagnostics).toHaveLength(2);
  });
});

describe('rules within a schema', () => {
  const withCalls = (changes: object) =>
    compile({ ...batchSchema, properties: { ...batchSchema.properties, ...changes } });
  const later = { rule: 'self >= oldSelf', message: 'It never falls.' };
  const positive = { rule: 'self > 0', message: 'It is positive.' };

  test('apply to each value that is present', () => {
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

  test('about transitions need both values', () => {
    const { between, within, diagnostics } = withCalls({
      endedAt: { type: 'integer', 'x-validations': [later] },
    });
    expect(diagnostics).toEqual([]);
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

  test('about transitions are refused in an array, whose elements have no earlier values', () => {
    const { diagnostics, rules } = withCalls({
      times: { type: 'array', items: { type: 'integer', 'x-validations': [later, positive] } },
    });
    expect(diagnostics).toMatchObject([
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
  ])('are refused in %s, which does not apply to every value', (keyword, schema, pointer) => {
    const { diagnostics, rules } = withCalls({ owner: { [keyword]: schema } });
    expect(diagnostics).toMatchObject([
      {
        message: expect.stringContaining('put the rule beside a schema that always applies'),
        pointer: `/properties/owner${pointer}/x-validations`,
      },
    ]);
    expect(rules).toEqual([]);
  });

  test.each([
    ['items', 'prefixItems', []],
    ['additionalProperties', 'patternProperties', {}],
  ])(
    'are refused in %s beside %s, which applies to some of the values',
    (keyword, other, value) => {
      const schema = { type: 'integer', 'x-validations': [positive] };
      const { diagnostics } = withCalls({ owner: { [keyword]: schema, [other]: value } });
      expect(diagnostics).toMatchObject([
        { pointer: `/properties/owner/${keyword}/x-validations` },
      ]);
      expect(withCalls({ owner: { [keyword]: schema } }).diagnostics).toEqual([]);
    },
  );

  test('in a definition apply only where the definition is used', () => {
    const Count = { type: 'integer', 'x-validations': [positive] };
    const { rules, diagnostics } = withCalls({
      owner: { $defs: { Count }, definitions: { Count } },
    });
    expect([rules, diagnostics]).toEqual([[], []]);
  });

  test('beside a schema that is used twice exist once', () => {
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
