import { operationsOf } from '@batch-status/conformance/analysis';
import { expect, test } from 'vitest';

import { restricting } from '../src/mutants/mutant.ts';
import { mutantsOf } from '../src/operators/mutants-of.ts';
import { contractOf, json, mutantsIn } from './small-contract.ts';

const aboutResponses =
  /^(?:remove-operation|(?:remove|widen)-(?:status|media-type)|add-default|drop-schema)$/;

/** How a schema is changed, in words. */
function changesOf(schema: object): string[] {
  return mutantsIn(contractOf({ '200': { content: json(schema) } }))
    .filter(({ operator }) => !aboutResponses.test(operator) && !restricting.has(operator))
    .map(({ operator, what }) => `${operator}: ${what}`);
}

test.each<[schema: object, changes: string[]]>([
  [
    { type: 'integer' },
    [
      'drop-type: integer',
      'retype: integer → string',
      'widen-type: integer → number',
      'flip-nullability: integer → integer or null',
    ],
  ],
  [
    { type: ['number', 'string', 'null'] },
    [
      'drop-type: number or string or null',
      'retype: number or string or null → number or integer or null',
      'narrow-type: number or string or null → integer or string or null',
      'narrow-type: number or string or null → string or null',
      'narrow-type: number or string or null → number or null',
      'flip-nullability: number or string or null → number or string',
    ],
  ],
  [
    { enum: ['a', 'b'] },
    [
      'drop-enum: "a", "b"',
      'narrow-enum: without "a"',
      'narrow-enum: without "b"',
      'widen-enum: with "another"',
    ],
  ],
  [{ enum: [1] }, ['drop-enum: 1', 'widen-enum: with 2']],
  [{ const: true }, ['drop-const: true', 'change-const: true → false']],
  [{ const: null }, ['drop-const: null']],
  [
    { minimum: 0, exclusiveMaximum: 1 },
    [
      'drop-bound: minimum 0',
      'loosen-bound: minimum 0 → minimum -1',
      'tighten-bound: minimum 0 → exclusiveMinimum 0',
      'drop-bound: exclusiveMaximum 1',
      'loosen-bound: exclusiveMaximum 1 → maximum 1',
      'tighten-bound: exclusiveMaximum 1 → exclusiveMaximum 0',
    ],
  ],
  [
    { minLength: 1, maxItems: 0 },
    [
      'drop-bound: minLength 1',
      'tighten-bound: minLength 1 → minLength 2',
      'drop-bound: maxItems 0',
      'loosen-bound: maxItems 0 → maxItems 1',
    ],
  ],
  [
    { properties: { a: {}, b: {} }, required: ['a'] },
    [
      'drop-member: a',
      'rename-member: a → a_renamed',
      'drop-member: b',
      'rename-member: b → b_renamed',
      'flip-required: a is optional',
      'flip-required: b is required',
      'close-object: no other members',
    ],
  ],
  [{ additionalProperties: false }, ['open-object: without additionalProperties']],
  [{ pattern: 'a', uniqueItems: true }, ['drop-keyword: pattern', 'drop-keyword: uniqueItems']],
  [
    { contains: { const: 1 }, minContains: 2 },
    ['drop-keyword: minContains', 'drop-keyword: contains', 'drop-const: 1', 'change-const: 1 → 2'],
  ],
  [
    JSON.parse('{"if":{"const":1},"then":true,"else":false}') as object,
    [
      'drop-keyword: if',
      'drop-keyword: then',
      'drop-keyword: else',
      'drop-const: 1',
      'change-const: 1 → 2',
    ],
  ],
  [
    { anyOf: [true, false] },
    [
      'drop-keyword: anyOf',
      'remove-branch: anyOf without form 1',
      'remove-branch: anyOf without form 2',
    ],
  ],
  [
    { patternProperties: { '^a': true }, not: true },
    ['drop-keyword: not', 'drop-keyword: patternProperties ^a'],
  ],
])('%j is changed in each of its facts', (schema, changes) => {
  expect(changesOf(schema)).toEqual(changes);
});

test('a rule is dropped, varied if the schema allows it, and gets another severity', () => {
  const rule = '!has(self.a) || self.a > 0';
  const schema = {
    type: 'object',
    properties: { a: { type: 'integer' } },
    'x-validations': [{ rule, message: 'A.' }],
  };
  const contract = contractOf({ '200': { content: json(schema) } });
  const { mutants: all, refusedRules } = mutantsOf(contract, operationsOf(contract));
  const ofRules = all.filter(({ operator }) => /rule|severity/.test(operator));
  expect(ofRules.map(({ operator, what }) => `${operator}: ${what}`)).toEqual([
    'drop-rule: A',
    'vary-rule: A: negated',
    'vary-rule: A: without self.a > 0',
    'vary-rule: A: >= for >',
    'vary-rule: A: -1 for 0',
    'vary-rule: A: 1 for 0',
    'flip-severity: A: error → warning',
  ]);
  // Without asking first, `self.a` may not be read.
  expect(refusedRules).toBe(1);
});

test('operations, statuses, media types, and headers are changed', () => {
  const headers = { 'X-A': { schema: { type: 'integer' } }, 'X-B': { required: true } };
  const responses = { '200': { content: { 'text/plain': {} }, headers }, '404': {}, '4XX': {} };
  const changes = mutantsIn(contractOf(responses))
    .filter(({ operator }) => !restricting.has(operator))
    .map(({ operator, what }) => `${operator}: ${what}`);
  expect(changes).toEqual(
    [
      'remove-operation: GET /things/{id}',
      'remove-status: 404',
      'declare-body: any body of 404',
      'remove-status: 200',
      'widen-status: 200 → 2XX',
      'remove-media-type: text/plain of 200',
      'widen-media-type: text/plain → text/*',
      'remove-header: X-A of 200',
      'rename-header: X-A → X-A-Renamed',
      'flip-required-header: X-A is required',
      'remove-header: X-B of 200',
      'rename-header: X-B → X-B-Renamed',
      'flip-required-header: X-B is optional',
      'remove-status: 4XX',
      'declare-body: any body of 4XX',
      'add-default: any status without a body',
      'drop-type: integer',
      'retype: integer → string',
      'widen-type: integer → number',
      'flip-nullability: integer → integer or null',
    ].toSorted(byOrderOf(changes)),
  );
});

function byOrderOf(order: string[]): (a: string, b: string) => number {
  return (a, b) => order.indexOf(a) - order.indexOf(b);
}

test('annotations and unreachable schemas are not changed', () => {
  const described = {
    description: 'A number.',
    title: 'Number',
    examples: [1],
    example: 1,
    default: 1,
    deprecated: true,
    externalDocs: { url: 'https://example.com' },
    'x-sensitive': true,
  };
  expect(changesOf(described)).toEqual([]);
  const schemas = { Unused: { type: 'string', enum: ['a'] } };
  const responses = { '200': { description: 'One.', content: json({}) } };
  const alone = mutantsIn(contractOf(responses));
  expect(mutantsIn(contractOf(responses, { schemas })).length).toBe(alone.length);
});

test('a fact that several responses share is changed once', () => {
  const reference = { $ref: '#/components/schemas/A' };
  const content = json(reference);
  const components = { schemas: { A: { type: 'string' } } };
  const contract = contractOf({ '200': { content }, '201': { content } }, components);
  expect(mutantsIn(contract).filter(({ operator }) => operator === 'drop-type')).toHaveLength(1);
});

test('whether other members are declared matters only where they are findings', () => {
  const contract = contractOf({ '200': { content: json({ additionalProperties: {} }) } });
  const equivalenceOf = (strict: boolean): unknown =>
    mutantsOf(contract, operationsOf(contract), { strict }).mutants.find(
      ({ operator }) => operator === 'open-object',
    )!.equivalence;
  expect([equivalenceOf(false), equivalenceOf(true)]).toEqual(['says-nothing', undefined]);
});
