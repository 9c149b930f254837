export { dialectOf, type Dialect } from './dialect.ts';
export { isJsonText, isObject, kindOf, type JsonObject } from './json.ts';
export { pointerTo, segmentsOf, valueAt } from './json-pointer.ts';
export { containmentOf, schemaKeywords, type Containment, type SchemaKeyword } from './keywords.ts';
export {
  keywordsOf,
  schemaBelow,
  subschemasOf,
  type LocatedSchema,
  type Subschema,
} from './located-schema.ts';
export { patternOf } from './pattern.ts';
export { referencesWithin, type ResolveReference } from './references.ts';
