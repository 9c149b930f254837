import type { JsonObject } from '@batch-status/json-schema';

import { typesOf } from '../contract/subschemas.ts';
import type { SchemaMutant } from '../mutants/mutant.ts';
import { without } from './without.ts';

/** The type that replaces each type. */
const others: Record<string, string> = {
  string: 'integer',
  integer: 'string',
  number: 'string',
  boolean: 'string',
  array: 'object',
  object: 'array',
};

/** Replaces, adds, and removes types. */
export function* typeMutants(schema: JsonObject): Generator<SchemaMutant> {
  const types = typesOf(schema);
  if (types.length === 0) return;
  const at = ['type'];
  const mutant = (operator: SchemaMutant['operator'], wanted: string[]): SchemaMutant => ({
    operator,
    what: `${types.join(' or ')} → ${wanted.join(' or ')}`,
    at,
    after: { ...schema, type: wanted.length === 1 ? wanted[0] : wanted },
  });
  const typesWith = (type: string, other: string): string[] =>
    types.map((each) => (each === type ? other : each));

  yield { operator: 'drop-type', what: types.join(' or '), at, after: without(schema, 'type') };
  for (const type of types) {
    const other = others[type];
    if (other && !types.includes(other)) yield mutant('retype', typesWith(type, other));
  }
  if (types.includes('integer') && !types.includes('number')) {
    yield mutant('widen-type', typesWith('integer', 'number'));
  }
  if (types.includes('number') && !types.includes('integer')) {
    yield mutant('narrow-type', typesWith('number', 'integer'));
  }
  const valued = types.filter((type) => type !== 'null');
  if (valued.length > 1) {
    for (const type of valued) {
      yield mutant(
        'narrow-type',
        types.filter((each) => each !== type),
      );
    }
  }
  yield* nullability(schema, types, mutant);
}

function* nullability(
  schema: JsonObject,
  types: string[],
  mutant: (operator: SchemaMutant['operator'], wanted: string[]) => SchemaMutant,
): Generator<SchemaMutant> {
  const isNullable = types.includes('null');
  if (isNullable && types.length === 1) return;
  const wanted = isNullable ? types.filter((type) => type !== 'null') : [...types, 'null'];
  const { after, ...rest } = mutant('flip-nullability', wanted);
  const { enum: values, const: only } = schema;
  if (isNullable) yield { ...rest, after };
  else if (Array.isArray(values)) {
    const all = [...values.filter((value) => value !== null), null];
    yield { ...rest, after: { ...after, enum: all } };
  } else if ('const' in schema) {
    yield { ...rest, after: { ...without(after, 'const'), enum: [only, null] } };
  } else yield { ...rest, after };
}
