import { containmentOf, isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

/** OpenAPI's additions to JSON Schema. They do not restrict which values are valid. */
const annotations = new Set(['discriminator', 'example', 'externalDocs', 'xml']);

/** Keywords that Ajv enforces and OpenAPI 3.1 does not have, and what to write instead. */
const foreign = new Map([
  ['$async', 'remove it'],
  ['$recursiveAnchor', 'write "$dynamicAnchor"'],
  ['$recursiveRef', 'write "$dynamicRef"'],
  ['dependencies', 'write "dependentSchemas" or "dependentRequired"'],
  ['nullable', 'write "null" among the types'],
]);

interface Copying {
  /** The new value of a `$ref`. */
  reference: (reference: string, from: string) => string;
  /** Called with each copy and the pointer to the original, inner schemas first. */
  copied: (copy: JsonObject, pointer: string) => void;
  error: (pointer: string, message: string) => Error;
}

/** A copy of an OpenAPI schema that contains only what JSON Schema defines. */
export function pureSchema(schema: unknown, pointer: string, copying: Copying): unknown {
  if (!isObject(schema)) return schema;
  const copy: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword.startsWith('x-') || annotations.has(keyword)) continue;
    const at = pointerTo(pointer, keyword);
    const advice = foreign.get(keyword);
    if (advice !== undefined) {
      throw copying.error(at, `"${keyword}" is not a keyword of OpenAPI 3.1; ${advice}`);
    }
    copy[keyword] =
      keyword === '$ref'
        ? copying.reference(String(value), pointer)
        : valueOf(keyword, value, at, copying);
  }
  copying.copied(copy, pointer);
  return copy;
}

function valueOf(keyword: string, value: unknown, pointer: string, copying: Copying): unknown {
  const holds = containmentOf(keyword)?.holds;
  if (holds === 'schema') return pureSchema(value, pointer, copying);
  if (holds === 'list' && Array.isArray(value)) {
    return value.map((schema, index) => pureSchema(schema, pointerTo(pointer, index), copying));
  }
  // A list or a map of another form is reported when the meta-schema is applied.
  if (holds !== 'map' || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, schema]) => [
      name,
      pureSchema(schema, pointerTo(pointer, name), copying),
    ]),
  );
}
