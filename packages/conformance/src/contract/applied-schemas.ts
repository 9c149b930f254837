import { isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import { boundedPattern } from '../schema/pattern/bounded-pattern.ts';
import type { Contract } from './contract.ts';

/** A schema that restricts a value. */
export interface AppliedSchema {
  schema: JsonObject;
  /** The pointer to the schema in the contract. */
  pointer: string;
  value: unknown;
  /** A JSON Pointer to the value in the body. */
  at: string;
}

/**
 * Every schema that applies to a value or to a part of it: behind `$ref`s, in `allOf`, and in the
 * branches of unions and conditions that the value fits.
 *
 * @example
 * ```ts
 * import { loadContract } from '@batch-status/conformance';
 * import { appliedSchemas } from '@batch-status/conformance/analysis';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const places: string[] = [];
 * for (const { at } of appliedSchemas(contract, '/components/schemas/Error', { error: 'gone' })) {
 *   places.push(at);
 * }
 * console.log(places.includes('/error')); // true
 * ```
 */
export function* appliedSchemas(
  contract: Contract,
  pointer: string,
  value: unknown,
  at = '',
): Generator<AppliedSchema> {
  const schema = contract.at(pointer);
  if (!isObject(schema)) return;
  yield { schema, pointer, value, at };

  for (const part of inPlace(contract, schema, pointer, value)) {
    yield* appliedSchemas(contract, part, value, at);
  }
  for (const [name, part] of inside(schema, pointer, value)) {
    const inner = (value as JsonObject)[name];
    yield* appliedSchemas(contract, part, inner, pointerTo(at, name));
  }
}

/** The schemas directly inside a schema that apply to the same value. */
function* inPlace(
  contract: Contract,
  schema: JsonObject,
  pointer: string,
  value: unknown,
): Generator<string> {
  const fits = (part: string): boolean => contract.schemas.fits(part, value);
  if (typeof schema['$ref'] === 'string') yield contract.target(schema['$ref'], pointer);
  yield* listed(schema, pointer, 'allOf');
  for (const keyword of ['anyOf', 'oneOf']) {
    for (const branch of listed(schema, pointer, keyword)) if (fits(branch)) yield branch;
  }
  if ('if' in schema) {
    const condition = pointerTo(pointer, 'if');
    const holds = fits(condition);
    if (holds) yield condition;
    yield pointerTo(pointer, holds ? 'then' : 'else');
  }
  const dependent = schema['dependentSchemas'];
  if (!isObject(dependent) || !isObject(value)) return;
  for (const name of Object.keys(dependent)) {
    if (Object.hasOwn(value, name)) yield pointerTo(pointer, 'dependentSchemas', name);
  }
}

function listed(schema: JsonObject, pointer: string, keyword: string): string[] {
  const list = schema[keyword];
  return Array.isArray(list) ? list.map((_, index) => pointerTo(pointer, keyword, index)) : [];
}

/** The schemas directly inside a schema that apply to members or elements of the value. */
function* inside(
  schema: JsonObject,
  pointer: string,
  value: unknown,
): Generator<[name: string, pointer: string]> {
  if (Array.isArray(value)) {
    const first = listed(schema, pointer, 'prefixItems');
    for (const index of value.keys()) {
      yield [String(index), first[index] ?? pointerTo(pointer, 'items')];
    }
  } else if (isObject(value)) {
    for (const name of Object.keys(value)) {
      for (const part of memberSchemas(schema, pointer, name)) yield [name, part];
    }
  }
}

function memberSchemas(schema: JsonObject, pointer: string, name: string): string[] {
  const { properties, patternProperties } = schema;
  const found: string[] = [];
  if (isObject(properties) && Object.hasOwn(properties, name)) {
    found.push(pointerTo(pointer, 'properties', name));
  }
  if (isObject(patternProperties)) {
    for (const pattern of Object.keys(patternProperties)) {
      if (!boundedPattern(pattern).test(name)) continue;
      found.push(pointerTo(pointer, 'patternProperties', pattern));
    }
  }
  return found.length > 0 ? found : [pointerTo(pointer, 'additionalProperties')];
}
