import { operationsOf } from '@batch-status/conformance/analysis';

import type { Equivalence } from '../src/mutants/equivalences.ts';
import type { Mutant } from '../src/mutants/mutant.ts';
import { findSketch } from '../src/sketch/find-sketch.ts';
import { contractOf, json, mutantsIn } from './small-contract.ts';

export interface Case {
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

export const cases: Record<Equivalence, Case[]> = {
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

/**
 * What is wrong with the list of a contract's changes: a change that is on it and should not be, is
 * not and should be, is not made at all, or is refuted by an exchange.
 *
 * @param tries How many exchanges are tried to refute one.
 */
export function faultsOf(
  name: string,
  { of, listed, unlisted, unfound = [] }: Case,
  tries: number,
): string[] {
  const contract = contractOf(of, components);
  const operations = operationsOf(contract);
  const mutants = new Map<string, Mutant[]>();
  for (const mutant of mutantsIn(contract)) {
    const change = `${mutant.operator}: ${mutant.what}`;
    mutants.set(change, [...(mutants.get(change) ?? []), mutant]);
  }
  const faults: string[] = [];
  for (const change of [...listed, ...unlisted, ...unfound]) {
    const isListed = mutants.get(change)?.some((mutant) => mutant.listed === name);
    if (isListed !== listed.includes(change)) faults.push(`${change} is listed: ${isListed}`);
  }
  for (const [change, all] of mutants) {
    for (const mutant of all) {
      if (!mutant.listed && !unlisted.includes(change)) continue;
      const sketch = findSketch(contract, operations, mutant, {}, tries);
      if ((sketch === undefined) !== Boolean(mutant.listed)) faults.push(`${change} is told`);
    }
  }
  return faults;
}
