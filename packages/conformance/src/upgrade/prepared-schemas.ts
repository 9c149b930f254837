import { isObject, type JsonObject } from '@batch-status/json-schema';

import { dataKeywords, mapKeywords } from './description-keywords.ts';

/** What may stand beside a `$ref`, because it restricts nothing or is converted. */
const besideReference = new Set(['$ref', 'nullable', 'description', 'summary']);

/**
 * A copy of an OpenAPI 3.0 description in which the converter finds all that has a meaning, and nothing
 * else:
 * - What stands beside a `$ref` has no effect in OpenAPI 3.0, but would in 3.1.
 * - A value that is `nullable` may be `null` even if its `enum` or the branches of its union do not say so,
 *   because that is how most descriptions mean it.
 */
export function preparedSchemas(description: JsonObject): JsonObject {
  return copyOf(description, false) as JsonObject;
}

function copyOf(value: unknown, isMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((element) => copyOf(element, false));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  const isReference = !isMap && typeof value['$ref'] === 'string';
  for (const [name, member] of Object.entries(value)) {
    if (isReference && !besideReference.has(name) && !name.startsWith('x-')) continue;
    const isData = !isMap && dataKeywords.has(name);
    const inner = isData ? member : copyOf(member, !isMap && mapKeywords.has(name));
    // A name can be `__proto__`, which an assignment would not define.
    Object.defineProperty(copy, name, {
      value: inner,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return isMap ? copy : withNull(copy);
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
