import { expect, test } from 'vitest';

import { diffContracts } from '../src/diff/diff-contracts.ts';
import { contractFrom } from './diff-table.ts';

/** A contract whose response has this schema at `/value`. */
function shop(schema: object): object {
  const body = { type: 'object', required: ['value'], properties: { value: schema } };
  const content = { 'application/json': { schema: body } };
  const get = { responses: { '200': { description: '', content } } };
  return { openapi: '3.1.0', paths: { '/things': { get } } };
}

/** The verdicts of a change and of the opposite change, and whether an exchange shows each. */
function verdicts(base: object, revision: object): unknown[] {
  const [old, now] = [base, revision].map((schema) => contractFrom(shop(schema)));
  return [diffContracts(old!, now!), diffContracts(now!, old!)].map(({ changes }) =>
    changes.map(({ verdict, witnesses }) => [verdict, witnesses.length]),
  );
}

const text = { type: 'string' };
const list = { type: 'array', uniqueItems: true };
const map = { type: 'object' };
const names = Array.from({ length: 300 }, (_, at) => `name ${at}`);

test.each<[what: string, beside: object, narrow: object, wide: object]>([
  ['a pattern', { ...text, pattern: '^[A-Z]+$' }, { maxLength: 3 }, { maxLength: 4 }],
  [
    'a pattern with a part that is repeated whole',
    { ...text, pattern: '^[A-Z]{2}([0-9]{4})+$' },
    { maxLength: 20 },
    { maxLength: 30 },
  ],
  ['a format', { ...text, format: 'email' }, { maxLength: 20 }, { maxLength: 30 }],
  ['no other keyword, for long texts', text, { maxLength: 100_000 }, { maxLength: 200_000 }],
  ['multipleOf', { type: 'integer', multipleOf: 7 }, { maximum: 10 }, { maximum: 20 }],
  ['a fraction', { type: 'number', multipleOf: 0.25 }, { maximum: 10.1 }, { maximum: 10.3 }],
  ['values that differ', { ...list, items: { enum: ['a', 'b', 'c'] } }, { maxItems: 2 }, {}],
  ['texts that differ', { ...list, items: text }, { minItems: 6 }, { minItems: 3 }],
  [
    'UUIDs that differ',
    { ...list, items: { ...text, format: 'uuid' } },
    { maxItems: 3 },
    { maxItems: 9 },
  ],
  [
    'objects that differ',
    { ...list, items: { ...map, required: ['id'], properties: { id: { type: 'integer' } } } },
    { maxItems: 3 },
    { maxItems: 9 },
  ],
  ['many elements', { type: 'array', items: text }, { maxItems: 500 }, { maxItems: 501 }],
  [
    'a pattern of names',
    { ...map, propertyNames: { pattern: '^[A-Z]{2}$' } },
    { maxProperties: 2 },
    { maxProperties: 3 },
  ],
  ['many members', map, { maxProperties: 500 }, { maxProperties: 600 }],
  ['many values', text, { enum: names }, { enum: [...names, 'another'] }],
])('an exchange shows a bound beside %s', (_, beside, narrow, wide) => {
  expect(verdicts({ ...beside, ...narrow }, { ...beside, ...wide })).toEqual([
    [['major', 1]],
    [['minor', 1]],
  ]);
});

test('a bound is undecided if no value can reach it, since perhaps none was found', () => {
  const schema = { ...list, items: { enum: ['a', 'b'] } };
  expect(verdicts({ ...schema, maxItems: 2 }, schema)).toEqual([
    [['undecided', 0]],
    [['undecided', 0]],
  ]);
});
