import { isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import { typesOf } from '../contract/subschemas.ts';
import type { SchemaPoint } from './point.ts';

const sizes: Record<string, (value: unknown) => number | undefined> = {
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  minLength: length,
  maxLength: length,
  minItems: elements,
  maxItems: elements,
  minProperties: members,
  maxProperties: members,
};

/**
 * The bounds of a schema. A value on a bound shows it. For an exclusive bound, this is the adjacent
 * integer, so exclusive bounds of fractions are not points.
 */
export function boundPoints(schema: JsonObject, pointer: string, name: string): SchemaPoint[] {
  const isWhole = typesOf(schema).includes('integer');
  return Object.entries(sizes).flatMap(([keyword, sizeOf]) => {
    const bound = schema[keyword];
    if (typeof bound !== 'number') return [];
    const isExclusive = keyword.startsWith('exclusive');
    if (isExclusive && !isWhole) return [];
    const step = keyword.endsWith('Minimum') ? 1 : -1;
    const touched = isExclusive ? bound + step : bound;
    return {
      kind: 'bound',
      what: `${name} is at ${keyword} ${bound}`,
      pointer: pointerTo(pointer, keyword),
      isShownBy: (value) => sizeOf(value) === touched,
    };
  });
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** In Unicode characters, as JSON Schema counts. */
function length(value: unknown): number | undefined {
  return typeof value === 'string' ? Array.from(value).length : undefined;
}

function elements(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

function members(value: unknown): number | undefined {
  return isObject(value) ? Object.keys(value).length : undefined;
}
