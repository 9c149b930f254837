import type { Contract } from '@batch-status/conformance';
import type { JsonObject } from '@batch-status/json-schema';

import { written } from '../contract/assertions.ts';
import { schemaAt, subschemasOf, typesOf, type Subschema } from '../contract/subschemas.ts';
import type { Chance } from './chance.ts';
import { textsOfPattern } from './texts-of-pattern.ts';

/** The names in an object whose members are not declared. */
const mapNames = ['first', 'second one'];

/** Deep enough to show any fact, and a limit for recursive schemas. */
const deepest = 6;

const formats: Record<string, string> = {
  byte: 'dGV4dA==',
  date: '2024-01-31',
  'date-time': '2024-01-31T12:00:00Z',
  duration: 'PT1M',
  email: 'somebody@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  'json-pointer': '/text',
  'relative-json-pointer': '0',
  time: '12:00:00Z',
  uri: 'https://example.com/',
  'uri-reference': 'https://example.com/',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
};

/** The schemas that must apply to a part of the value, so that the part shows what they say. */
export type Aim = ReadonlySet<string>;

const anywhere: Aim = new Set();

/**
 * Draws a value that is likely to be valid. Numbers are small and texts short, so that two of them are
 * often equal or adjacent. Nothing in the value comes from a recording.
 */
export function drawValue(
  contract: Contract,
  pointer: string,
  chance: Chance,
  depth = 0,
  aim: Aim = anywhere,
): unknown {
  // No value fits a schema that requires itself.
  if (depth > 2 * deepest) return null;
  const parts = partsAt({ contract, chance, aim }, pointer);
  const schema: JsonObject = Object.assign({}, ...parts.map((part) => schemaAt(contract, part)));
  if ('const' in schema) return schema['const'];
  const { enum: values, examples } = schema;
  if (Array.isArray(values) && values.length > 0) return chance.oneOf(values as unknown[]);
  const below = parts.flatMap((part) => subschemasOf(contract, part));
  const drawing = { contract, chance, aim, parts, below, depth };
  const type = drawType(schema, drawing);
  if (type === 'object') return drawObject(drawing);
  if (type === 'array') return drawArray(schema, drawing);
  if (type === 'integer' || type === 'number') return drawNumber(schema, type, chance);
  if (type === 'boolean') return chance.is(0.5);
  if (type === 'null') return null;
  const texts = Array.isArray(examples) ? examples.filter((each) => typeof each === 'string') : [];
  if (texts.length > 0 && ('pattern' in schema || chance.is(0.5))) return chance.oneOf(texts);
  return drawText(schema, chance);
}

interface Drawing {
  contract: Contract;
  chance: Chance;
  aim: Aim;
  /** The schemas that apply to the value. */
  parts: string[];
  /** The schemas in them. */
  below: Subschema[];
  depth: number;
}

function isAimed({ contract, aim }: Pick<Drawing, 'contract' | 'aim'>, pointer: string): boolean {
  return aim.size > 0 && (aim.has(pointer) || aim.has(written(contract, pointer)));
}

/** A recursive schema leads back to itself, but an aim leads through a schema once. */
function aimBelow({ aim, parts }: Drawing): Aim {
  if (aim.size === 0) return aim;
  const rest = new Set(aim);
  for (const part of parts) rest.delete(part);
  return rest;
}

/** The schemas that apply to one value: a schema, those it refers to, and one branch of each union. */
function partsAt(
  drawing: Pick<Drawing, 'contract' | 'chance' | 'aim'>,
  pointer: string,
  depth = 0,
): string[] {
  if (depth > deepest) return [];
  const below = subschemasOf(drawing.contract, pointer);
  const branches = ['anyOf', 'oneOf'].flatMap((keyword) => {
    const all = below.filter((part) => part.keyword === keyword);
    const aimed = all.filter((part) => isAimed(drawing, part.pointer));
    if (aimed.length > 0) return [drawing.chance.oneOf(aimed)];
    return all.length > 0 ? [drawing.chance.oneOf(all)] : [];
  });
  const parts = below.filter(({ keyword }) => keyword === '$ref' || keyword === 'allOf');
  return [
    pointer,
    ...[...parts, ...branches].flatMap((part) => partsAt(drawing, part.pointer, depth + 1)),
  ];
}

const ofObjects = new Set(['additionalProperties', 'properties', 'unevaluatedProperties']);
const ofArrays = new Set(['contains', 'items', 'prefixItems', 'unevaluatedItems']);

function drawType(schema: JsonObject, drawing: Drawing): string {
  const { chance, depth, below } = drawing;
  const aimed = below.filter(({ pointer }) => isAimed(drawing, pointer));
  if (aimed.some(({ keyword }) => ofObjects.has(keyword))) return 'object';
  if (aimed.some(({ keyword }) => ofArrays.has(keyword))) return 'array';
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

function drawObject(drawing: Drawing): JsonObject {
  const { contract, parts, below, chance, depth } = drawing;
  const aim = aimBelow(drawing);
  const required = new Set(
    parts.flatMap((part) => schemaAt(contract, part)['required'] ?? []).map(String),
  );
  const values = below.find(({ keyword }) => keyword === 'additionalProperties');
  const draw = (pointer: string): unknown => drawValue(contract, pointer, chance, depth + 1, aim);
  const object: JsonObject = {};
  for (const name of required) object[name] = 'text';
  const isBare = chance.is(0.1);
  const members = below.filter(({ keyword }) => keyword === 'properties');
  for (const { name, pointer } of members) {
    const isWanted = required.has(name!) || isAimed(drawing, pointer);
    if (!isWanted && (isBare || depth > deepest || chance.is(0.3))) continue;
    object[name!] = draw(pointer);
  }
  const others = values ?? below.find(({ keyword }) => keyword === 'unevaluatedProperties');
  if (others && isAimed(drawing, others.pointer)) {
    object[mapNames[0]!] = draw(others.pointer);
    return object;
  }
  if (members.length > 0 || !values || depth > deepest) return object;
  for (const name of mapNames.slice(0, chance.below(mapNames.length + 1))) {
    object[name] = draw(values.pointer);
  }
  return object;
}

function drawArray({ minItems, maxItems }: JsonObject, drawing: Drawing): unknown[] {
  const { contract, below, chance, depth } = drawing;
  const aim = aimBelow(drawing);
  const first = below.filter(({ keyword }) => keyword === 'prefixItems');
  const items = below.find(({ keyword }) => keyword === 'items');
  const contained = below.find(({ keyword }) => keyword === 'contains');
  const isWanted = below.some(
    (part) => ofArrays.has(part.keyword) && isAimed(drawing, part.pointer),
  );
  const least = Math.max(
    typeof minItems === 'number' ? minItems : 0,
    isWanted ? first.length + 1 : 0,
    contained ? 1 : 0,
  );
  const drawn = Math.max(least, first.length) + (depth > deepest ? 0 : chance.below(3));
  const length = typeof maxItems === 'number' ? Math.min(drawn, maxItems) : drawn;
  return Array.from({ length }, (_, index) => {
    const part = first[index] ?? (index === first.length ? (contained ?? items) : items);
    return part ? drawValue(contract, part.pointer, chance, depth + 1, aim) : 'text';
  });
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

function drawText({ format, minLength, maxLength, pattern }: JsonObject, chance: Chance): string {
  const texts = typeof pattern === 'string' ? textsOfPattern(pattern) : [];
  if (texts.length > 0) return chance.oneOf(texts);
  const text = formats[String(format)] ?? 'text';
  const long = typeof minLength === 'number' ? text.padEnd(minLength, 'x') : text;
  return typeof maxLength === 'number' ? long.slice(0, maxLength) : long;
}
