import type { JsonObject } from '@batch-status/json-schema';

import { typesOf } from '../contract/subschemas.ts';
import type { SchemaMutant } from '../mutants/mutant.ts';
import { without } from './without.ts';

/** A bound in a schema. */
interface Bound {
  keyword: string;
  value: number;
}

const exclusive: Record<string, string> = {
  minimum: 'exclusiveMinimum',
  maximum: 'exclusiveMaximum',
};
const inclusive: Record<string, string> = {
  exclusiveMinimum: 'minimum',
  exclusiveMaximum: 'maximum',
};
const sizes = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];
const bounds = [...Object.keys(exclusive), ...Object.keys(inclusive), ...sizes];

/** Drops each bound, and moves it by one step: by 1, or for fractions to or from an exclusive bound. */
export function* boundMutants(schema: JsonObject): Generator<SchemaMutant> {
  for (const keyword of bounds) {
    const value = schema[keyword];
    if (typeof value !== 'number') continue;
    const at = [keyword];
    const others = without(schema, keyword);
    yield { operator: 'drop-bound', what: `${keyword} ${value}`, at, after: others };
    for (const [operator, bound] of stepsFrom(schema, { keyword, value })) {
      const what = `${keyword} ${value} → ${bound.keyword} ${bound.value}`;
      yield { operator, what, at, after: { ...others, [bound.keyword]: bound.value } };
    }
  }
}

function stepsFrom(
  schema: JsonObject,
  { keyword, value }: Bound,
): [operator: 'loosen-bound' | 'tighten-bound', bound: Bound][] {
  const isLower = /min/i.test(keyword);
  const loosened = { keyword, value: value + (isLower ? -1 : 1) };
  const tightened = { keyword, value: value + (isLower ? 1 : -1) };
  if (sizes.includes(keyword)) {
    return [
      // A minimum size of 0 is the same as no bound, and `drop-bound` already removes it.
      ...(isLower && value <= 1 ? [] : [['loosen-bound', loosened] as const]),
      ...(tightened.value < 0 ? [] : [['tighten-bound', tightened] as const]),
    ].map(([operator, bound]) => [operator, bound]);
  }
  const isWhole = typesOf(schema).includes('integer') && !typesOf(schema).includes('number');
  return [
    [
      'loosen-bound',
      isWhole || !inclusive[keyword] ? loosened : { keyword: inclusive[keyword], value },
    ],
    [
      'tighten-bound',
      isWhole || !exclusive[keyword] ? tightened : { keyword: exclusive[keyword], value },
    ],
  ];
}
