import { isObject, type JsonObject } from '@batch-status/json-schema';

import { dataKeywords, mapKeywords } from './description-keywords.ts';

/** What may stand beside a `$ref`, because it restricts nothing or is converted. */
const besideReference = new Set(['$ref', 'nullable', 'description', 'summary']);

/**
 * A copy of an OpenAPI 3.0 description in which the converter finds all that has a meaning, and nothing
 * else:
 * - What stands beside a `$ref` has no effect in OpenAPI 3.0, but would in 3.1.
 * - The format `byte` restricts a text, but becomes an annotation in 3.1. `withFormats` restores it.
 * - A value that is `nullable` may be `null` even if its `enum` or the branches of its union do not say so,
 *   because that is how most descriptions mean it.
 */
export function preparedSchemas(description: JsonObject): Prepared {
  const found = { hasHiddenFormats: false };
  return { description: copyOf(description, false, found) as JsonObject, ...found };
}

interface Prepared {
  description: JsonObject;
  /** Whether `withFormats` must restore formats after the conversion. */
  hasHiddenFormats: boolean;
}

function copyOf(value: unknown, isMap: boolean, found: Omit<Prepared, 'description'>): unknown {
  if (Array.isArray(value)) return value.map((element) => copyOf(element, false, found));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  const isReference = !isMap && typeof value['$ref'] === 'string';
  for (const [name, member] of Object.entries(value)) {
    if (isReference && !besideReference.has(name) && !name.startsWith('x-')) continue;
    const isData = !isMap && dataKeywords.has(name);
    const inner = isData ? member : copyOf(member, !isMap && mapKeywords.has(name), found);
    // A name can be `__proto__`, which an assignment would not define.
    Object.defineProperty(copy, name, {
      value: inner,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  if (isMap) return copy;
  if (copy['format'] !== 'byte' || copy['type'] !== 'string') return withNull(copy);
  found.hasHiddenFormats = true;
  const { format, ...others } = copy;
  return withNull({ ...others, [hiddenFormat]: format });
}

/** A format that the converter must not see. */
const hiddenFormat = 'x-hidden-format';

/** Restores in a converted description the formats that `preparedSchemas` hid. Changes it in place. */
export function withFormats(description: JsonObject): JsonObject {
  const open: unknown[] = [description];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (hiddenFormat in value) {
      const schema = value as JsonObject;
      schema['format'] = schema[hiddenFormat];
      delete schema[hiddenFormat];
    }
    for (const inner of Object.values(value)) {
      if (typeof inner === 'object') open.push(inner);
    }
  }
  return description;
}

function withNull(schema: JsonObject): JsonObject {
  const { nullable, type, enum: values, oneOf, anyOf, $ref, allOf, ...others } = schema;
  if (nullable !== true) return schema;
  if (Array.isArray(values)) {
    const all = values.includes(null) ? values : [...(values as unknown[]), null];
    return type === undefined ? without(schema, { enum: all }) : { ...schema, enum: all };
  }
  const union = oneOf === undefined ? { anyOf } : { oneOf };
  const isUnion = Array.isArray(oneOf) || Array.isArray(anyOf);
  if (type === undefined && isUnion && $ref === undefined && allOf === undefined) {
    return { ...others, nullable, allOf: [union] };
  }
  if (type === undefined && $ref === undefined && allOf === undefined) return without(schema, {});
  return schema;
}

/** A schema without a type allows `null` anyway. */
function without(schema: JsonObject, changes: JsonObject): JsonObject {
  const { nullable: _, ...others } = schema;
  return { ...others, ...changes };
}
