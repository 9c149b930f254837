import { operationsOf } from '@batch-status/conformance/analysis';

import type { Equivalence } from '../src/mutants/equivalences.ts';
import type { Mutant } from '../src/mutants/mutant.ts';
import { Sketcher } from '../src/sketch/sketcher.ts';
import { contractOf, json, mutantsIn } from './small-contract.ts';

export interface Case {
  /** The responses of a contract. */
  of: object;
  /** Equivalent changes, and similar changes that are not equivalent. */
  equivalent: string[];
  distinguishable: string[];
  /** Changes that are not equivalent either, but for which no distinguishing exchange is found by trying. */
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

export const cases: Record<Equivalence, Case[]> = {
  'same-fallback': [
    {
      // Only bodies of the same declaration are compared.
      of: {
        '200': { content: growing },
        '201': { content: growing },
        '2XX': { content: growing },
      },
      equivalent: [],
      distinguishable: [],
      unfound: ['remove-status: 201'],
    },
    {
      of: {
        '404': { content: json({ type: 'integer' }), headers: { 'X-A': {} } },
        '4XX': { content: json({}) },
        default: { content: json({ type: 'string' }) },
      },
      equivalent: [],
      distinguishable: ['remove-status: 404', 'remove-status: 4XX', 'remove-status: default'],
    },
    {
      of: {
        '304': { headers: { 'X-A': {} } },
        '3XX': {},
        '404': { headers: { 'X-A': { required: true } } },
        '4XX': {},
      },
      equivalent: ['remove-status: 304'],
      distinguishable: ['remove-status: 404', 'remove-status: 3XX'],
    },
  ],
  'any-header': [
    {
      of: header({
        schema: { $ref: '#/components/schemas/Text', minLength: 5 },
      }),
      equivalent: [],
      distinguishable: ['remove-header: X-A of 200'],
    },
    {
      of: header({ schema: { type: 'string', description: 'Any.' } }),
      equivalent: ['remove-header: X-A of 200', 'rename-header: X-A → X-A-Renamed'],
      distinguishable: ['flip-required-header: X-A is required'],
    },
    {
      of: header({ schema: { type: 'string', minLength: 2 } }),
      equivalent: [],
      distinguishable: ['remove-header: X-A of 200', 'rename-header: X-A → X-A-Renamed'],
    },
    {
      of: header({ required: true }),
      equivalent: [],
      distinguishable: ['remove-header: X-A of 200'],
    },
  ],
  'any-text': [
    {
      of: header({ schema: { type: 'string' } }),
      equivalent: ['drop-type: string', 'flip-nullability: string → string or null'],
      distinguishable: ['retype: string → integer'],
    },
    {
      of: header({ schema: { type: 'integer' } }),
      equivalent: [],
      distinguishable: ['drop-type: integer'],
    },
    { of: body({ type: 'string' }), equivalent: [], distinguishable: ['drop-type: string'] },
  ],
  'covered-by-branch': [
    {
      of: body(open),
      equivalent: [
        'remove-branch: anyOf without form 1',
        'drop-enum: "a"',
        'widen-enum: with "another"',
      ],
      distinguishable: [
        'remove-branch: anyOf without form 2',
        'flip-nullability: string → string or null',
        'drop-keyword: anyOf',
      ],
    },
    {
      // In an object, a finding can be deeper in one branch than in another.
      of: body({ anyOf: [...open.anyOf, { type: 'object', required: ['a'] }] }),
      equivalent: [],
      distinguishable: [],
      unfound: ['remove-branch: anyOf without form 1', 'drop-enum: "a"'],
    },
    {
      of: body({
        anyOf: [
          { type: 'string', enum: ['a long one'] },
          { type: 'string', maxLength: 3 },
        ],
      }),
      equivalent: [],
      distinguishable: ['drop-enum: "a long one"', 'remove-branch: anyOf without form 1'],
    },
    {
      of: body({ oneOf: open.anyOf }),
      equivalent: [],
      distinguishable: ['drop-enum: "a"', 'remove-branch: oneOf without form 1'],
    },
  ],
  'typed-by-values': [
    {
      of: body({ items: { type: 'string', const: 'a' } }),
      equivalent: ['drop-type: string'],
      distinguishable: ['retype: string → integer', 'flip-nullability: string → string or null'],
    },
    {
      of: body({ items: { type: 'string', enum: ['a', 1] } }),
      equivalent: [],
      distinguishable: ['drop-type: string'],
    },
    {
      // An object means the second branch only as long as the first takes none.
      of: body({
        anyOf: [
          { type: 'string', const: 'a' },
          { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } },
        ],
      }),
      equivalent: [],
      distinguishable: ['drop-type: string'],
    },
  ],
  'bounds-nothing': [
    {
      of: body({ type: 'string', minLength: 0 }),
      equivalent: ['drop-bound: minLength 0'],
      distinguishable: ['tighten-bound: minLength 0 → minLength 1'],
    },
    {
      of: body({ type: 'integer', minimum: 0 }),
      equivalent: [],
      distinguishable: ['drop-bound: minimum 0'],
    },
  ],
  'unchecked-format': [
    {
      of: body({ type: 'string', format: 'phone' }),
      equivalent: ['drop-keyword: format'],
      distinguishable: [],
    },
    {
      of: body({ type: 'string', format: 'uuid' }),
      equivalent: [],
      distinguishable: ['drop-keyword: format'],
    },
  ],
  'not-sent': [
    {
      of: body({
        required: ['a', 'b'],
        properties: { a: { type: 'string', writeOnly: true }, b: { type: 'integer' } },
      }),
      equivalent: ['flip-required: a is optional'],
      distinguishable: ['flip-required: b is optional'],
    },
    {
      of: body({ properties: { a: { type: 'string', writeOnly: true }, b: { type: 'integer' } } }),
      equivalent: ['flip-required: a is required'],
      distinguishable: ['flip-required: b is required'],
    },
    {
      // Without its requirement, the first branch fits what the second one is for.
      of: body({
        oneOf: [
          { required: ['a'], properties: { a: { type: 'string', writeOnly: true } } },
          { required: ['b'] },
        ],
      }),
      equivalent: [],
      distinguishable: ['flip-required: a is optional'],
    },
  ],
  'says-nothing': [
    {
      of: body({ properties: { a: {} }, additionalProperties: { description: 'Any.' } }),
      equivalent: ['open-object: without additionalProperties'],
      distinguishable: [],
    },
    {
      of: body({ properties: { a: {} }, additionalProperties: false }),
      equivalent: [],
      distinguishable: ['open-object: without additionalProperties'],
    },
    {
      of: body({
        type: 'object',
        allOf: [{ additionalProperties: true }],
        unevaluatedProperties: false,
      }),
      equivalent: [],
      distinguishable: ['open-object: without additionalProperties'],
    },
    {
      of: body({ items: {}, not: { type: 'string' } }),
      equivalent: ['drop-keyword: items'],
      distinguishable: ['drop-keyword: not'],
    },
  ],
};

/**
 * The faults in how the changes of a contract are classified: a change is wrongly equivalent, wrongly
 * not equivalent, not made at all, or refuted by an exchange.
 *
 * @param tries The most exchanges to try to refute one change.
 */
export function faultsOf(
  name: string,
  { of, equivalent, distinguishable, unfound = [] }: Case,
  tries: number,
): string[] {
  const contract = contractOf(of, components);
  const sketcher = new Sketcher(contract, operationsOf(contract), {});
  const mutants = new Map<string, Mutant[]>();
  for (const mutant of mutantsIn(contract)) {
    const change = `${mutant.operator}: ${mutant.what}`;
    mutants.set(change, [...(mutants.get(change) ?? []), mutant]);
  }
  const faults: string[] = [];
  for (const change of [...equivalent, ...distinguishable, ...unfound]) {
    const isEquivalent = mutants.get(change)?.some((mutant) => mutant.equivalence === name);
    if (isEquivalent !== equivalent.includes(change))
      faults.push(`${change} is equivalent: ${isEquivalent}`);
  }
  for (const [change, all] of mutants) {
    for (const mutant of all) {
      if (!mutant.equivalence && !distinguishable.includes(change)) continue;
      const sketch = sketcher.search(mutant, tries).sketch;
      if ((sketch === undefined) !== Boolean(mutant.equivalence))
        faults.push(`${change} is distinguished by an exchange: ${sketch !== undefined}`);
    }
  }
  return faults;
}
