import {
  loadContract,
  operationsOf,
  parseContract,
  type Contract,
} from '@batch-status/conformance';
import { stringify } from 'yaml';
import { describe, expect, test } from 'vitest';

import { equivalences, type Equivalence } from '../src/mutate/equivalence.ts';
import { mutantJudge } from '../src/mutate/judge-mutants.ts';
import type { Mutant } from '../src/mutate/mutant.ts';
import { mutantsOf } from '../src/mutate/mutants.ts';
import { findSketch } from '../src/mutate/sketch/find-sketch.ts';
import { filesMatching } from '../src/files.ts';
import { readExchanges } from '../src/recordings/read-exchanges.ts';
import { root } from './run.ts';

const json = (schema: object) => ({ 'application/json': { schema } });

function contractOf(responses: object, components: object = {}): Contract {
  const paths = { '/things/{id}': { get: { responses } } };
  return parseContract(stringify({ openapi: '3.1.0', paths, components }), 'contract.yaml');
}

function mutants(contract: Contract): Mutant[] {
  return mutantsOf(contract, operationsOf(contract)).mutants;
}

const aboutResponses =
  /^(?:remove-operation|(?:remove|widen)-(?:status|media-type)|add-default|drop-schema)$/;

/** How a schema is changed, in words. */
function changesOf(schema: object): string[] {
  return mutants(contractOf({ '200': { content: json(schema) } }))
    .filter(({ operator }) => !aboutResponses.test(operator))
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
      'flip-required: a may be absent',
      'flip-required: b has to be there',
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
    ['drop-keyword: anyOf', 'remove-arm: anyOf without form 1', 'remove-arm: anyOf without form 2'],
  ],
  [
    { patternProperties: { '^a': true }, not: true },
    ['drop-keyword: not', 'drop-keyword: patternProperties ^a'],
  ],
])('%j is changed in each of its facts', (schema, changes) => {
  expect(changesOf(schema)).toEqual(changes);
});

test('a rule is dropped, varied where its schema allows, and made more or less grave', () => {
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

test('operations, statuses, media types and headers are changed', () => {
  const headers = { 'X-A': { schema: { type: 'integer' } }, 'X-B': { required: true } };
  const responses = { '200': { content: { 'text/plain': {} }, headers }, '404': {}, '4XX': {} };
  const changes = mutants(contractOf(responses)).map(
    ({ operator, what }) => `${operator}: ${what}`,
  );
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
      'flip-required-header: X-A has to be there',
      'remove-header: X-B of 200',
      'rename-header: X-B → X-B-Renamed',
      'flip-required-header: X-B may be absent',
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

test('what only describes is no fact, and neither is what no response reaches', () => {
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
  const alone = mutants(contractOf(responses));
  expect(mutants(contractOf(responses, { schemas })).length).toBe(alone.length);
});

test('what several responses have in common is one fact', () => {
  const reference = { $ref: '#/components/schemas/A' };
  const content = json(reference);
  const components = { schemas: { A: { type: 'string' } } };
  const contract = contractOf({ '200': { content }, '201': { content } }, components);
  expect(mutants(contract).filter(({ operator }) => operator === 'drop-type')).toHaveLength(1);
});

interface Case {
  /** The responses of a contract. */
  of: object;
  /** Changes that are listed, and changes that are near to them and are not. */
  listed: string[];
  unlisted: string[];
  /** What is not listed either, though an exchange that tells is not found by trying. */
  unfound?: string[];
}

const body = (schema: object): object => ({ '200': { content: json(schema) } });
const header = (written: object): object => ({ '200': { headers: { 'X-A': written } } });
const components = {
  schemas: {
    Text: { type: 'string' },
    Growing: {
      type: 'object',
      required: ['n'],
      properties: { n: { type: 'integer' } },
      'x-validations': [{ rule: 'self.n >= oldSelf.n', message: 'It grows.' }],
    },
  },
};
const growing = json({ $ref: '#/components/schemas/Growing' });
const open = { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'string' }] };

const cases: Record<Equivalence, Case[]> = {
  'same-fallback': [
    {
      // What follows a body is one of the same declaration.
      of: {
        '200': { content: growing },
        '201': { content: growing },
        '2XX': { content: growing },
      },
      listed: [],
      unlisted: [],
      unfound: ['remove-status: 201'],
    },
    {
      of: {
        '404': { content: json({ type: 'integer' }), headers: { 'X-A': {} } },
        '4XX': { content: json({}) },
        default: { content: json({ type: 'string' }) },
      },
      listed: [],
      unlisted: ['remove-status: 404', 'remove-status: 4XX', 'remove-status: default'],
    },
    {
      of: {
        '304': { headers: { 'X-A': {} } },
        '3XX': {},
        '404': { headers: { 'X-A': { required: true } } },
        '4XX': {},
      },
      listed: ['remove-status: 304'],
      unlisted: ['remove-status: 404', 'remove-status: 3XX'],
    },
  ],
  'any-header': [
    {
      of: header({
        schema: { $ref: '#/components/schemas/Text', minLength: 5 },
      }),
      listed: [],
      unlisted: ['remove-header: X-A of 200'],
    },
    {
      of: header({ schema: { type: 'string', description: 'Any.' } }),
      listed: ['remove-header: X-A of 200', 'rename-header: X-A → X-A-Renamed'],
      unlisted: ['flip-required-header: X-A has to be there'],
    },
    {
      of: header({ schema: { type: 'string', minLength: 2 } }),
      listed: [],
      unlisted: ['remove-header: X-A of 200', 'rename-header: X-A → X-A-Renamed'],
    },
    { of: header({ required: true }), listed: [], unlisted: ['remove-header: X-A of 200'] },
  ],
  'any-text': [
    {
      of: header({ schema: { type: 'string' } }),
      listed: ['drop-type: string', 'flip-nullability: string → string or null'],
      unlisted: ['retype: string → integer'],
    },
    { of: header({ schema: { type: 'integer' } }), listed: [], unlisted: ['drop-type: integer'] },
    { of: body({ type: 'string' }), listed: [], unlisted: ['drop-type: string'] },
  ],
  'covered-by-arm': [
    {
      of: body(open),
      listed: ['remove-arm: anyOf without form 1', 'drop-enum: "a"', 'widen-enum: with "another"'],
      unlisted: [
        'remove-arm: anyOf without form 2',
        'flip-nullability: string → string or null',
        'drop-keyword: anyOf',
      ],
    },
    {
      of: body({
        anyOf: [
          { type: 'string', enum: ['a long one'] },
          { type: 'string', maxLength: 3 },
        ],
      }),
      listed: [],
      unlisted: ['drop-enum: "a long one"', 'remove-arm: anyOf without form 1'],
    },
    {
      of: body({ oneOf: open.anyOf }),
      listed: [],
      unlisted: ['drop-enum: "a"', 'remove-arm: oneOf without form 1'],
    },
  ],
  'typed-by-values': [
    {
      of: body({ items: { type: 'string', const: 'a' } }),
      listed: ['drop-type: string'],
      unlisted: ['retype: string → integer', 'flip-nullability: string → string or null'],
    },
    {
      of: body({ items: { type: 'string', enum: ['a', 1] } }),
      listed: [],
      unlisted: ['drop-type: string'],
    },
    {
      // An object means the second arm only as long as the first takes none.
      of: body({
        anyOf: [
          { type: 'string', const: 'a' },
          { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } },
        ],
      }),
      listed: [],
      unlisted: ['drop-type: string'],
    },
  ],
  'bounds-nothing': [
    {
      of: body({ type: 'string', minLength: 0 }),
      listed: ['drop-bound: minLength 0'],
      unlisted: ['tighten-bound: minLength 0 → minLength 1'],
    },
    {
      of: body({ type: 'integer', minimum: 0 }),
      listed: [],
      unlisted: ['drop-bound: minimum 0'],
    },
  ],
  'unjudged-format': [
    {
      of: body({ type: 'string', format: 'phone' }),
      listed: ['drop-keyword: format'],
      unlisted: [],
    },
    {
      of: body({ type: 'string', format: 'uuid' }),
      listed: [],
      unlisted: ['drop-keyword: format'],
    },
  ],
  'says-nothing': [
    {
      of: body({ properties: { a: {} }, additionalProperties: { description: 'Any.' } }),
      listed: ['open-object: without additionalProperties'],
      unlisted: [],
    },
    {
      of: body({ properties: { a: {} }, additionalProperties: false }),
      listed: [],
      unlisted: ['open-object: without additionalProperties'],
    },
    {
      of: body({
        type: 'object',
        allOf: [{ additionalProperties: true }],
        unevaluatedProperties: false,
      }),
      listed: [],
      unlisted: ['open-object: without additionalProperties'],
    },
    {
      of: body({ items: {}, not: { type: 'string' } }),
      listed: ['drop-keyword: items'],
      unlisted: ['drop-keyword: not'],
    },
  ],
};

describe.each(Object.entries(cases))('listed as %s', (name, contracts) => {
  test.each(contracts)('$listed, and not $unlisted', ({ of, listed, unlisted, unfound = [] }) => {
    const contract = contractOf(of, components);
    const all = mutants(contract).map((mutant) => ({
      change: `${mutant.operator}: ${mutant.what}`,
      mutant,
    }));
    const own = all.filter(({ mutant }) => mutant.listed === name).map(({ change }) => change);
    expect(own).toEqual(expect.arrayContaining(listed));
    for (const change of [...unlisted, ...unfound]) expect(own).not.toContain(change);
    expect(all.map(({ change }) => change)).toEqual(expect.arrayContaining(unfound));
    // Whoever claims that nothing can tell has nothing to fear from trying.
    const operations = operationsOf(contract);
    const told = all.filter(({ mutant }) => findSketch(contract, operations, mutant, {}, 1500));
    expect(told.filter(({ mutant }) => mutant.listed)).toEqual([]);
    expect(told.map(({ change }) => change)).toEqual(expect.arrayContaining(unlisted));
  });
});

test('there is a test of each kind of equivalence', () => {
  const shown = Object.entries(cases).filter(([, all]) =>
    all.some(({ listed }) => listed.length > 0),
  );
  expect(shown.map(([name]) => name)).toEqual(Object.keys(equivalences));
});

test('nothing tells a listed change from our contract', { timeout: 120_000 }, async () => {
  const contract = await loadContract(`${root}openapi/batch-status.yaml`);
  const operations = operationsOf(contract);
  const listed = mutants(contract).filter((mutant) => mutant.listed);
  expect(listed.length).toBeGreaterThan(30);
  const recordings = await readExchanges(await filesMatching([`${root}recordings/*/*.har`]));
  const fateOf = mutantJudge(contract, recordings, {});
  for (const mutant of listed) {
    expect(fateOf(mutant)).toEqual({ is: 'survived' });
    expect(findSketch(contract, operations, mutant, {}, 300)).toBeUndefined();
  }
});
