import {
  containmentOf,
  dialectOf,
  isObject,
  patternOf,
  pointerTo,
  type Dialect,
  type JsonObject,
} from '@batch-status/json-schema';

import { in2020 } from './older-dialects.ts';

/** The keywords that restrict values and hold no schemas. All others are annotations. */
const assertions = new Set([
  'const',
  'dependentRequired',
  'enum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'format',
  'maxContains',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minContains',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'multipleOf',
  'pattern',
  'required',
  'type',
  'uniqueItems',
]);

/** Keywords that once restricted values, and that JSON Schema 2020-12 ignores. */
const ignored = new Map([
  ['$recursiveRef', 'write "$dynamicRef"'],
  ['additionalItems', 'write "items" beside "prefixItems"'],
  ['dependencies', 'write "dependentSchemas" or "dependentRequired"'],
  ['nullable', 'write "null" among the types'],
]);

/** In OpenAPI 3.0, their values are booleans. */
const exclusiveBounds = new Set(['exclusiveMaximum', 'exclusiveMinimum']);

/** What was found in the contract while a schema was copied. */
interface Copying {
  /** The new value of a `$ref` or a `$dynamicRef`. */
  reference: (keyword: '$ref' | '$dynamicRef', reference: string, from: string) => string;
  /** Called with each copy and the pointer to the original, inner schemas first. */
  copied: (copy: JsonObject, pointer: string) => void;
  /** Called with each keyword that has no effect and probably was meant to have one. */
  ignored: (pointer: string, message: string) => void;
  error: (pointer: string, message: string) => Error;
  /** What a `$ref` at a pointer leads to, and where that is written. */
  resolved: (pointer: string) => { value: unknown; pointer: string };
  /** The names of members that the schema at a pointer does not require, although it says so. */
  optional?: ((pointer: string) => ReadonlySet<string>) | undefined;
}

const none: ReadonlySet<string> = new Set();

/** A copy of an OpenAPI schema that contains only what restricts values in JSON Schema 2020-12. */
export function pureSchema(
  schema: unknown,
  pointer: string,
  outer: Dialect,
  copying: Copying,
  outerOptional: ReadonlySet<string> = none,
): unknown {
  if (schema === null) {
    // In YAML, a name without a value has the value null.
    copying.ignored(pointer, 'the schema is null, which restricts nothing; write {}');
    return {};
  }
  if (!isObject(schema)) return schema;
  const own = copying.optional?.(pointer);
  const optional = own ? new Set([...outerOptional, ...own]) : outerOptional;
  const dialect = dialectAt(schema, pointer, outer, copying);
  const copy: JsonObject = {};
  const references: string[] = [];
  for (const [keyword, { value, at }] of in2020(schema, pointer, dialect, copying.error)) {
    const advice = ignored.get(keyword);
    if (advice !== undefined && !(keyword === 'nullable' && value === false)) {
      copying.ignored(at, `"${keyword}" has no effect in OpenAPI 3.1; ${advice}`);
    } else if (exclusiveBounds.has(keyword) && typeof value === 'boolean') {
      const bound = keyword.replace('exclusive', '').toLowerCase();
      if (value) {
        const message = `"${keyword}: true" has no effect in OpenAPI 3.1; write the bound in "${keyword}" instead of "${bound}"`;
        copying.ignored(at, message);
      }
    } else if (keyword === 'required' && typeof value === 'boolean') {
      if (value) {
        const message =
          '"required: true" has no effect; list the member in "required" of its object';
        copying.ignored(at, message);
      }
    } else if ((keyword === '$ref' || keyword === '$dynamicRef') && typeof value === 'string') {
      references.push(copying.reference(keyword, value, pointer));
    } else if (assertions.has(keyword)) {
      if (keyword === 'pattern') checkPattern(value, at, copying);
      copy[keyword] =
        keyword === 'required' && Array.isArray(value) ? requiredOf(value, optional) : value;
    } else if (isApplied(keyword)) {
      copy[keyword] = applied(keyword, value, at, dialect, copying, optional);
    }
  }
  addReferences(copy, references);
  copying.copied(copy, pointer);
  return copy;
}

/** A name that is required twice is required. */
function requiredOf(names: readonly unknown[], optional: ReadonlySet<unknown>): unknown[] {
  return [...new Set(names)].filter((name) => !optional.has(name));
}

function dialectAt(
  { $schema }: JsonObject,
  pointer: string,
  outer: Dialect,
  { error }: Copying,
): Dialect {
  if (typeof $schema !== 'string') return outer;
  const dialect = dialectOf($schema);
  if (dialect !== undefined) return dialect;
  throw error(pointerTo(pointer, '$schema'), 'the dialect of JSON Schema is not supported');
}

/** A schema can have a `$ref` and a `$dynamicRef`. Both have become references to fixed schemas. */
function addReferences(copy: JsonObject, [first, second]: string[]): void {
  if (first !== undefined) copy['$ref'] = first;
  if (second === undefined) return;
  copy['allOf'] = [...(Array.isArray(copy['allOf']) ? copy['allOf'] : []), { $ref: second }];
}

function isApplied(keyword: string): boolean {
  const containment = containmentOf(keyword);
  if (!containment) return false;
  return containment.appliesTo !== 'nothing' && containment.appliesTo !== 'content';
}

function applied(
  keyword: string,
  value: unknown,
  pointer: string,
  dialect: Dialect,
  copying: Copying,
  outerOptional: ReadonlySet<string>,
): unknown {
  const { holds, appliesTo } = containmentOf(keyword)!;
  const optional = appliesTo === 'value' ? outerOptional : none;
  if (holds === 'schema') return pureSchema(value, pointer, dialect, copying, optional);
  if (holds === 'list' && Array.isArray(value)) {
    return value.map((schema, index) =>
      pureSchema(schema, pointerTo(pointer, index), dialect, copying, optional),
    );
  }
  // A list or a map of another form is reported when the meta-schema is applied.
  if (holds !== 'map' || !isObject(value)) return value;
  const { $ref: reference } = value;
  if (typeof reference === 'string') {
    // JSON Schema has no references to maps, but bundlers resolve them, and contracts have them.
    const map = copying.resolved(pointer);
    return applied(keyword, map.value, map.pointer, dialect, copying, outerOptional);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, schema]) => {
      const at = pointerTo(pointer, name);
      if (keyword === 'patternProperties') checkPattern(name, at, copying);
      return [name, pureSchema(schema, at, dialect, copying, optional)];
    }),
  );
}

function checkPattern(pattern: unknown, pointer: string, { error }: Copying): void {
  if (typeof pattern !== 'string') return;
  try {
    patternOf(pattern);
  } catch (problem) {
    throw error(pointer, `the pattern cannot be used: ${(problem as Error).message}`);
  }
}
