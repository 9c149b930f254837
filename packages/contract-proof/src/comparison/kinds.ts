import type { JsonObject } from '@batch-status/json-schema';

import { typesOf } from '../contract/subschemas.ts';

/** The types of JSON, with two kinds of numbers. */
export const kinds = [
  'null',
  'boolean',
  'integer',
  'fraction',
  'string',
  'array',
  'object',
] as const;
export type Kind = (typeof kinds)[number];

/** The kinds that the `type` of a schema allows. */
export function kindsOf(schema: JsonObject): Set<Kind> {
  const types = typesOf(schema);
  if (types.length === 0) return new Set(kinds);
  return new Set(
    types.flatMap((type): Kind[] => {
      if (type === 'number') return ['integer', 'fraction'];
      return kinds.includes(type as Kind) ? [type as Kind] : [];
    }),
  );
}

export function kindOfValue(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value as Kind;
  return 'object';
}
