import { isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import type { Contract, Derivation } from '../contract/contract.ts';
import { partsAt } from '../contract/schema-parts.ts';
import { exactInteger } from '../exchange/exact-integer.ts';

/** A value of a format that has no types: a parameter, a header, or a field of a form. */
export type Raw = string | Raw[] | Typed | RawObject;

export interface RawObject {
  [name: string]: Raw;
}

export function isRawObject(raw: Raw | undefined): raw is RawObject {
  return typeof raw === 'object' && !Array.isArray(raw) && !(raw instanceof Typed);
}

/** A value that has its types, because it was written as JSON. */
export class Typed {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/**
 * Gives a value the types that a schema wants: `5` becomes a number where the schema wants one. Text does
 * not tell its type, so of the values that it can mean, the first that fits is used.
 *
 * @param pointer The pointer to the schema; `undefined` if there is none.
 */
export function coerced(contract: Contract, pointer: string | undefined, raw: Raw): unknown {
  if (raw instanceof Typed) return raw.value;
  if (pointer === undefined) return untyped(raw);
  const { parts, types } = shapeAt(contract, pointer);
  if (typeof raw === 'string') {
    const isText = types.has('string') || types.size === 0;
    if (isText && contract.schemas.fits(pointer, raw)) return raw;
    const meanings = isText ? [raw, scalar(raw)] : [scalar(raw), raw];
    if (types.has('array')) meanings.push(coerced(contract, pointer, [raw]));
    if (types.has('object') || types.has('array')) meanings.push(parsed(raw));
    if (types.has('null') && raw === '') meanings.push(null);
    const index = meanings.findIndex((value) => contract.schemas.fits(pointer, value));
    return meanings[Math.max(index, 0)];
  }
  if (Array.isArray(raw)) {
    const items = parts.map((part) => pointerTo(part, 'items'));
    return raw.map((element) => firstFitting(contract, items, element));
  }
  const [elements] = types.has('array') ? elementsOf(raw) : [];
  if (elements) {
    const list = coerced(contract, pointer, elements);
    if (!types.has('object') || contract.schemas.fits(pointer, list)) return list;
  }
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [
      name,
      firstFitting(contract, namedSchemas(parts, name), value),
    ]),
  );
}

/** The integers in a coerced value that a double may not represent, by JSON Pointer, as the text has them. */
export function largeIntegersIn(raw: Raw, value: unknown): ReadonlyMap<string, bigint> {
  const found = new Map<string, bigint>();
  addLargeIntegers(found, raw, value, '');
  return found;
}

function addLargeIntegers(
  found: Map<string, bigint>,
  raw: Raw | undefined,
  value: unknown,
  at: string,
): void {
  if (raw instanceof Typed || raw === undefined) return;
  if (typeof value === 'number') {
    if (typeof raw !== 'string' || !Number.isInteger(value) || Number.isSafeInteger(value)) return;
    const integer = exactInteger(raw);
    if (integer !== undefined) found.set(at, integer);
  } else if (Array.isArray(value)) {
    const [elements = [raw]] = Array.isArray(raw) ? [raw] : isRawObject(raw) ? elementsOf(raw) : [];
    for (const [index, element] of value.entries()) {
      addLargeIntegers(found, elements[index], element, pointerTo(at, index));
    }
  } else if (isObject(value) && isRawObject(raw)) {
    for (const [name, member] of Object.entries(value)) {
      const inner = Object.hasOwn(raw, name) ? raw[name] : undefined;
      addLargeIntegers(found, inner, member, pointerTo(at, name));
    }
  }
}

/** The list that is written as an object whose names are indexes, or empty: `a[0]=x` or `a[]=x`. */
export function elementsOf(raw: RawObject): Raw[][] {
  const names = Object.keys(raw);
  const isList = names.length > 0 && names.every((name) => /^\d*$/.test(name));
  return isList ? [Object.values(raw).flat()] : [];
}

/** The names of the members that the schema at a pointer describes. */
export function memberNamesAt(contract: Contract, pointer: string): ReadonlySet<string> {
  const names = shapeAt(contract, pointer).parts.flatMap((part) => {
    const properties = contract.at(pointerTo(part, 'properties'));
    return isObject(properties) ? Object.keys(properties) : [];
  });
  return new Set(names);
}

/** The pointers to the schemas of a member of an object with a schema. */
export function schemasOfMember(contract: Contract, pointer: string, name: string): string[] {
  return namedSchemas(shapeAt(contract, pointer).parts, name).filter((at) =>
    isObject(contract.at(at)),
  );
}

function namedSchemas(parts: readonly string[], name: string): string[] {
  return parts.flatMap((part) => [
    pointerTo(part, 'properties', name),
    pointerTo(part, 'additionalProperties'),
  ]);
}

function untyped(raw: Raw): unknown {
  if (raw instanceof Typed) return raw.value;
  if (Array.isArray(raw)) return raw.map(untyped);
  if (typeof raw === 'string') return raw;
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, untyped(value)]));
}

/** The types that the schema at a pointer allows; empty if it allows all. */
export function typesAt(contract: Contract, pointer: string): ReadonlySet<unknown> {
  return shapeAt(contract, pointer).types;
}

function firstFitting(contract: Contract, pointers: readonly string[], raw: Raw): unknown {
  const schemas = pointers.filter((pointer) => isObject(contract.at(pointer)));
  const values = schemas.map((pointer) => coerced(contract, pointer, raw));
  const index = schemas.findIndex((pointer, at) => contract.schemas.fits(pointer, values[at]));
  return values.length === 0 ? untyped(raw) : values[Math.max(index, 0)];
}

/** What the text of a value means depends on this. */
interface Shape {
  parts: readonly string[];
  types: ReadonlySet<unknown>;
}

const shapes: Derivation<Map<string, Shape>> = { compute: () => new Map() };

function shapeAt(contract: Contract, pointer: string): Shape {
  const known = contract.derive(shapes);
  let shape = known.get(pointer);
  if (!shape) {
    const parts = partsAt(contract, pointer);
    known.set(pointer, (shape = { parts, types: typesIn(contract, parts) }));
  }
  return shape;
}

function typesIn(contract: Contract, parts: readonly string[]): ReadonlySet<unknown> {
  return new Set(
    parts.flatMap((part) => {
      const { type, enum: values, const: one } = contract.at(part) as JsonObject;
      if (type !== undefined) return type;
      const listed = Array.isArray(values) ? values : one === undefined ? [] : [one];
      return listed.map((value: unknown) => (value === null ? 'null' : typeof value));
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function scalar(text: string): unknown {
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}
