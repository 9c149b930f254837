import type { Contract } from '@batch-status/conformance';
import type { JsonObject } from '@batch-status/json-schema';

import { schemaAt, subschemasOf, typesOf } from '../contract/subschemas.ts';
import type { Chance } from './chance.ts';

/** The names in an object whose members are not declared. */
const mapNames = ['first', 'second one'];

/** Deep enough to show any fact, and a limit for recursive schemas. */
const deepest = 6;

const formats: Record<string, string> = {
  date: '2024-01-31',
  'date-time': '2024-01-31T12:00:00Z',
  duration: 'PT1M',
  email: 'somebody@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  time: '12:00:00Z',
  uri: 'https://example.com/',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
};

/**
 * Draws a value that is likely to be valid. Numbers are small and texts short, so that two of them are
 * often equal or adjacent. Nothing in the value comes from a recording.
 */
export function drawValue(contract: Contract, pointer: string, chance: Chance, depth = 0): unknown {
  const parts = partsAt(contract, pointer, chance);
  const schema: JsonObject = Object.assign({}, ...parts.map((part) => schemaAt(contract, part)));
  if ('const' in schema) return schema['const'];
  const { enum: values, examples } = schema;
  if (Array.isArray(values) && values.length > 0) return chance.oneOf(values as unknown[]);
  const type = drawType(schema, chance, depth);
  if (type === 'object') return drawObject(contract, parts, chance, depth);
  if (type === 'array') return drawArray(contract, parts, schema, chance, depth);
  if (type === 'integer' || type === 'number') return drawNumber(schema, type, chance);
  if (type === 'boolean') return chance.is(0.5);
  if (type === 'null') return null;
  const texts = Array.isArray(examples) ? examples.filter((each) => typeof each === 'string') : [];
  if (texts.length > 0 && ('pattern' in schema || chance.is(0.5))) return chance.oneOf(texts);
  return drawText(schema);
}

/** The schemas that apply to one value: a schema, those it refers to, and one branch of each union. */
function partsAt(contract: Contract, pointer: string, chance: Chance, depth = 0): string[] {
  if (depth > deepest) return [];
  const below = subschemasOf(contract, pointer);
  const branches = ['anyOf', 'oneOf'].flatMap((keyword) => {
    const all = below.filter((part) => part.keyword === keyword);
    return all.length > 0 ? [chance.oneOf(all)] : [];
  });
  const parts = below.filter(({ keyword }) => keyword === '$ref' || keyword === 'allOf');
  return [
    pointer,
    ...[...parts, ...branches].flatMap((part) =>
      partsAt(contract, part.pointer, chance, depth + 1),
    ),
  ];
}

function drawType(schema: JsonObject, chance: Chance, depth: number): string {
  const types = typesOf(schema);
  const valued = types.filter((type) => type !== 'null');
  if (types.includes('null') && (valued.length === 0 || depth > deepest || chance.is(0.2))) {
    return 'null';
  }
  if (valued.length > 0) return chance.oneOf(valued);
  if ('properties' in schema || 'required' in schema) return 'object';
  if ('items' in schema || 'prefixItems' in schema) return 'array';
  return 'minimum' in schema || 'maximum' in schema ? 'integer' : 'string';
}

function drawObject(
  contract: Contract,
  parts: string[],
  chance: Chance,
  depth: number,
): JsonObject {
  const required = new Set(
    parts.flatMap((part) => schemaAt(contract, part)['required'] ?? []).map(String),
  );
  const object: JsonObject = {};
  for (const name of required) object[name] = 'text';
  const isBare = chance.is(0.1);
  const below = parts.flatMap((part) => subschemasOf(contract, part));
  const members = below.filter(({ keyword }) => keyword === 'properties');
  for (const { name, pointer } of members) {
    if (!required.has(name!) && (isBare || depth > deepest || chance.is(0.3))) continue;
    object[name!] = drawValue(contract, pointer, chance, depth + 1);
  }
  const values = below.find(({ keyword }) => keyword === 'additionalProperties');
  if (members.length > 0 || !values || depth > deepest) return object;
  for (const name of mapNames.slice(0, chance.below(mapNames.length + 1))) {
    object[name] = drawValue(contract, values.pointer, chance, depth + 1);
  }
  return object;
}

function drawArray(
  contract: Contract,
  parts: string[],
  { minItems }: JsonObject,
  chance: Chance,
  depth: number,
): unknown[] {
  const least = typeof minItems === 'number' ? minItems : 0;
  const length = least + (depth > deepest ? 0 : chance.below(3));
  const items = parts
    .flatMap((part) => subschemasOf(contract, part))
    .find(({ keyword }) => keyword === 'items');
  return Array.from({ length }, () =>
    items ? drawValue(contract, items.pointer, chance, depth + 1) : 'text',
  );
}

function drawNumber(schema: JsonObject, type: string, chance: Chance): number {
  const { minimum, maximum, exclusiveMinimum, multipleOf } = schema as Record<string, number>;
  const least = minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1);
  const start = maximum === undefined ? least : Math.min(least, maximum);
  if (multipleOf !== undefined) return Math.ceil(start / multipleOf) * multipleOf;
  const fraction = type === 'number' && chance.is(0.3) ? 0.5 : 0;
  // Mostly the minimum, since rules often limit sums.
  const drawn = start + Math.floor(4 * chance.next() ** 3) + fraction;
  return maximum === undefined ? drawn : Math.min(drawn, maximum);
}

function drawText({ format, minLength, maxLength }: JsonObject): string {
  const text = formats[String(format)] ?? 'text';
  const long = typeof minLength === 'number' ? text.padEnd(minLength, 'x') : text;
  return typeof maxLength === 'number' ? long.slice(0, maxLength) : long;
}
