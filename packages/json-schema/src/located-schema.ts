import { isObject, type JsonObject } from './json.ts';
import { pointerTo } from './json-pointer.ts';
import { schemaKeywords, type SchemaKeyword } from './keywords.ts';

/** A schema, and the JSON Pointer to it. */
export interface LocatedSchema {
  schema: unknown;
  /** May start with text that distinguishes documents, as in `2#/Problem`. */
  pointer: string;
}

/** A schema directly inside another one. */
export interface Subschema extends LocatedSchema {
  keyword: SchemaKeyword;
  /** Its name in a map or its index in a list; `undefined` if the keyword holds one schema. */
  name: string | undefined;
}

/** The keywords of a schema. `true`, `false`, and values that are not schemas have none. */
export function keywordsOf({ schema }: LocatedSchema): JsonObject {
  return isObject(schema) ? schema : {};
}

/** The value at a path below a schema; `undefined` if the schema has none there. */
export function schemaBelow(
  { schema, pointer }: LocatedSchema,
  ...path: (string | number)[]
): LocatedSchema | undefined {
  let below = schema;
  for (const segment of path) {
    if (typeof below !== 'object' || below === null) return undefined;
    if (!Object.hasOwn(below, segment)) return undefined;
    below = (below as JsonObject)[segment];
  }
  return { schema: below, pointer: pointerTo(pointer, ...path) };
}

/** The schemas directly inside a schema: those of one keyword, or of all keywords. */
export function subschemasOf(outer: LocatedSchema, keyword?: SchemaKeyword): Subschema[] {
  if (keyword !== undefined) return subschemasAt(outer, keyword);
  const keywords = Object.keys(schemaKeywords) as SchemaKeyword[];
  return keywords.flatMap((each) => subschemasAt(outer, each));
}

function subschemasAt(outer: LocatedSchema, keyword: SchemaKeyword): Subschema[] {
  const below = schemaBelow(outer, keyword);
  if (!below) return [];
  const { holds } = schemaKeywords[keyword];
  if (holds === 'schema') return [{ ...below, keyword, name: undefined }];
  const isWellFormed = holds === 'list' ? Array.isArray(below.schema) : isObject(below.schema);
  if (!isWellFormed) return [];
  return Object.entries(below.schema as JsonObject).map(([name, schema]) => ({
    keyword,
    name,
    schema,
    pointer: pointerTo(below.pointer, name),
  }));
}
