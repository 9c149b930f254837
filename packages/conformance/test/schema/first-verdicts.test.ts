import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { FirstVerdicts } from '../../src/schema/first-verdicts.ts';

const none = (): never => {
  throw new Error('There is no reference.');
};

const name = fc.constantFrom('a', 'b', 'constructor');
const scalar = fc.constantFrom<unknown>(0, 1, 1.5, -2, '', 'a', 'bb', '😀', true, false, null);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value')),
  ),
}));
const type = fc.constantFrom('array', 'boolean', 'integer', 'null', 'number', 'object', 'string');
const bound = fc.integer({ min: 0, max: 2 });
const { schema } = fc.letrec<{ schema: object | boolean }>((tie) => {
  const list = fc.array(tie('schema'), { minLength: 1, maxLength: 2 });
  const applied = {
    additionalProperties: tie('schema'),
    allOf: list,
    anyOf: list,
    items: tie('schema'),
    not: tie('schema'),
    oneOf: list,
    properties: fc.dictionary(name, tie('schema'), { maxKeys: 2 }),
  };
  const own = {
    const: scalar,
    enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }),
    exclusiveMaximum: bound,
    exclusiveMinimum: bound,
    format: fc.constant('anything'),
    maxItems: bound,
    maxLength: bound,
    maximum: bound,
    minItems: bound,
    minLength: bound,
    minimum: bound,
    pattern: fc.constantFrom('^a', 'b$', '^.$'),
    required: fc.uniqueArray(name, { maxLength: 2 }),
    type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 2 })),
  };
  return { schema: fc.oneof({ depthSize: 'small' }, fc.boolean(), few(own), few(own, applied)) };
});

/** With all keywords, nearly no value would fit. */
function few(...keywords: Record<string, fc.Arbitrary<unknown>>[]): fc.Arbitrary<object> {
  const single = keywords
    .flatMap((some) => Object.entries(some))
    .map(([keyword, operand]) => fc.record({ [keyword]: operand }));
  return fc
    .array(fc.oneof(...single), { minLength: 1, maxLength: 3 })
    .map((parts): object => Object.assign({}, ...parts) as object);
}

test('are those of a compiled schema', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, ownProperties: true });
  fc.assert(
    fc.property(schema, fc.array(value, { maxLength: 10 }), (wanted, values) => {
      const verdicts = new FirstVerdicts(wanted, none);
      const fits = ajv.compile(wanted);
      for (const one of values) expect(verdicts.of(one)).toBe(fits(one));
    }),
    { numRuns: 500 },
  );
});

test('follow references, and end at a schema that refers to itself', () => {
  const list = { type: 'array', items: { $ref: 'list' } };
  const verdicts = new FirstVerdicts(list, () => list);
  expect([verdicts.of([[], [[]]]), verdicts.of([[], [1]])]).toEqual([true, false]);
  const endless: object = { allOf: [{ $ref: 'endless' }] };
  expect(new FirstVerdicts(endless, () => endless).of(1)).toBeUndefined();
});

test.each<[string, object | undefined]>([
  ['another keyword', { properties: { a: { items: { uniqueItems: true } } } }],
  ['a format that is checked', { format: 'date' }],
  ['a comparison with an array', { const: [] }],
  ['a comparison with an object', { anyOf: [{ enum: [1, {}] }] }],
  ['a reference without a target', { $ref: 'none' }],
])('there are none for a schema with %s', (_, other) => {
  expect(new FirstVerdicts(other, () => undefined).of([])).toBeUndefined();
});

test('there are few, because a compiled schema is faster', () => {
  const verdicts = new FirstVerdicts({ items: { type: 'integer' } }, none);
  const values = Array<number>(1000).fill(1);
  expect(verdicts.of(values)).toBe(true);
  expect(Array.from({ length: 20 }, () => verdicts.of(values)).at(-1)).toBeUndefined();
  expect(verdicts.of([])).toBeUndefined();
});
