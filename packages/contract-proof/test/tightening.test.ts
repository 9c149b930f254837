import { operationsOf } from '@batch-status/conformance/analysis';
import { describe, expect, test } from 'vitest';

import { restricting } from '../src/mutants/mutant.ts';
import { Sketcher } from '../src/sketch/sketcher.ts';
import { contractOf, json, mutantsIn } from './small-contract.ts';

/** The restrictions that are added to a schema, in words. */
function addedTo(schema: object): string[] {
  return mutantsIn(contractOf({ '200': { content: json(schema) } }))
    .filter(({ operator }) => restricting.has(operator))
    .map(({ what }) => what);
}

const ofText = ['pattern ^[A-Za-z0-9]*$', 'format date-time', 'format uri', 'format uuid'];

test.each<[schema: object, added: string[]]>([
  [{ type: 'string' }, ['minLength 1', 'maxLength 1', ...ofText]],
  [{ type: 'string', minLength: 3 }, ['maxLength 3', ...ofText]],
  [{ type: ['string', 'null'], maxLength: 9 }, ['minLength 1', ...ofText]],
  [{ type: 'string', maxLength: 0 }, []],
  [{ type: 'string', pattern: '^a' }, []],
  [{ type: 'string', format: 'date' }, []],
  [{ type: 'string', enum: ['a', 'b'] }, []],
  [{ const: 'a' }, []],
  [{ type: 'integer' }, ['minimum 1', 'maximum 0']],
  [{ type: 'integer', minimum: 5 }, ['maximum 5']],
  [{ type: 'number', exclusiveMinimum: 0 }, ['maximum 1']],
  [{ type: 'number', maximum: -2 }, ['minimum -2']],
  [{ type: 'integer', minimum: 0, maximum: 9 }, []],
  [{ type: 'boolean' }, ['only true', 'only false']],
  [{ type: ['boolean', 'null'] }, ['only true', 'only false']],
  [{ type: 'array' }, ['minItems 1', 'maxItems 1', 'uniqueItems true']],
  [{ type: 'array', minItems: 2, uniqueItems: true }, ['maxItems 2']],
  [{ type: 'array', maxItems: 1 }, ['minItems 1']],
  [
    { type: 'object', required: ['a'], properties: { a: {}, b: {}, c: {} } },
    [
      'minProperties 2',
      'maxProperties 1',
      'propertyNames only the declared ones',
      'dependentRequired b → c',
      'dependentRequired c → b',
    ],
  ],
  [
    { type: 'object', properties: { a: {} }, additionalProperties: false },
    ['minProperties 1', 'maxProperties 0'],
  ],
  [
    { type: 'object', required: ['a'], properties: { a: {} } },
    ['propertyNames only the declared ones'],
  ],
  [
    { type: 'object', additionalProperties: { type: 'boolean' } },
    [
      'minProperties 1',
      'maxProperties 1',
      'propertyNames ^[A-Za-z0-9]*$',
      'only true',
      'only false',
    ],
  ],
  [{ type: 'object', additionalProperties: false }, []],
  [
    { type: 'object', properties: { a: {}, b: {} }, dependentRequired: { a: ['b'] } },
    [
      'minProperties 1',
      'maxProperties 0',
      'propertyNames only the declared ones',
      'dependentRequired b → a',
    ],
  ],
  [{ type: 'integer', minimum: 0, maximum: 9, examples: [5] }, ['only 5']],
  [{ type: 'integer', minimum: 0, maximum: 9, default: 'five' }, []],
])('%j gets each restriction that it lacks', (schema, added) => {
  expect(addedTo(schema)).toEqual(added);
});

test('of many optional members, each is combined with one other', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const properties = Object.fromEntries(names.map((name) => [name, {}]));
  const pairs = addedTo({ properties }).filter((what) => what.startsWith('dependentRequired'));
  expect(pairs).toHaveLength(names.length);
  expect(pairs).toContain('dependentRequired f → a');
});

test('what a rule says already is not added', () => {
  const schema = {
    type: 'object',
    properties: { a: {}, b: {} },
    'x-validations': [{ rule: '!has(self.a) ||\n has(self.b)', message: 'A has B.' }],
  };
  expect(addedTo(schema)).not.toContain('dependentRequired a → b');
  expect(addedTo(schema)).toContain('dependentRequired b → a');
});

test.each([
  ['it would make the contract looser', { not: { type: 'string' } }],
  ['it would make the contract looser', { if: { type: 'string' } }],
  ['it would make the contract looser', { contains: { type: 'string' } }],
  ['others can restrict the same text', { allOf: [{ type: 'string' }, { minLength: 9 }] }],
  ['others can restrict the same text', { minLength: 9, anyOf: [{ type: 'string' }] }],
])('nothing is added where %s: %j', (_, schema) => {
  expect(addedTo(schema)).toEqual([]);
});

test('a member of a part of an object gets restrictions', () => {
  const schema = { allOf: [{ properties: { a: { type: 'boolean' } } }, { required: ['a'] }] };
  expect(addedTo(schema)).toEqual(['only true', 'only false']);
});

test('a header need not be empty', () => {
  const headers = { 'X-A': { schema: { type: 'string' } } };
  const added = mutantsIn(contractOf({ '200': { headers } }))
    .filter(({ operator }) => restricting.has(operator))
    .map(({ what }) => what);
  expect(added).toEqual(['maxLength 1', ...ofText]);
});

describe('an exchange that breaks only the stricter contract can be found for', () => {
  const contract = contractOf({
    '200': {
      content: json({
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string' },
          size: { type: 'integer', examples: [1] },
          mean: { type: 'number', minimum: 0 },
          open: { type: ['boolean', 'null'] },
          tags: { type: 'array', items: { type: 'string' } },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
        },
      }),
    },
  });
  const sketcher = new Sketcher(contract, operationsOf(contract), {});
  const mutants = mutantsIn(contract).filter(({ operator }) => restricting.has(operator));

  test.each(mutants.map((mutant) => [`${mutant.what} at ${mutant.pointer}`, mutant] as const))(
    '%s',
    (_, mutant) => {
      const sketch = sketcher.search(mutant).sketch;
      expect(sketch?.finds).not.toMatch(/^error/m);
      expect(sketch?.mutantFinds).toMatch(/^error schema/m);
    },
  );
});
