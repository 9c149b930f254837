import { isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import { dataKeywords, mapKeywords } from '../upgrade/description-keywords.ts';

/** What names schemas in a document, and what refers to other documents or to names. */
export interface Identifiers {
  /** Every `$ref` and `$dynamicRef` that does not start with `#`. */
  references: { reference: string; pointer: string }[];
  /** Every `$id`. */
  ids: { id: string; pointer: string }[];
  /** Every `$anchor` and `$dynamicAnchor`. */
  anchors: { name: string; pointer: string; isDynamic: boolean }[];
  /** Every `$schema`, and the `jsonSchemaDialect` of a description, with the pointers to their objects. */
  dialects: Dialect[];
}

/** A dialect of JSON Schema, which an object names for the schemas in it. */
export interface Dialect {
  uri: string;
  keyword: string;
  pointer: string;
}

/** Finds the identifiers in a document. A part that YAML aliases repeat is searched once. */
export function identifiersIn(document: unknown): Identifiers {
  const found: Identifiers = { references: [], ids: [], anchors: [], dialects: [] };
  const path: string[] = [];
  const seen = new Set<object>();
  function search(value: object, isMap: boolean): void {
    if (seen.has(value)) return;
    seen.add(value);
    if (!isMap && !Array.isArray(value)) addNames(value as JsonObject);
    for (const [name, member] of Object.entries(value)) {
      if (typeof member !== 'object' || member === null) continue;
      const isKeyword = !isMap;
      if (isKeyword && dataKeywords.has(name)) continue;
      path.push(name);
      search(member as object, isKeyword && mapKeywords.has(name));
      path.pop();
    }
  }
  function addNames(value: JsonObject): void {
    const { $ref, $dynamicRef, $id, $anchor, $dynamicAnchor } = value;
    for (const keyword of path.length === 0 ? ['$schema', 'jsonSchemaDialect'] : ['$schema']) {
      const uri = value[keyword];
      if (typeof uri !== 'string') continue;
      found.dialects.push({ uri, keyword, pointer: pointerTo('', ...path) });
    }
    for (const [keyword, reference] of Object.entries({ $ref, $dynamicRef })) {
      if (typeof reference !== 'string' || reference.startsWith('#')) continue;
      found.references.push({ reference, pointer: pointerTo('', ...path, keyword) });
    }
    // In draft-07, an `$id` that is only a fragment is an anchor.
    const isAnchor = typeof $id === 'string' && /^#./.test($id);
    if (typeof $id === 'string' && !isAnchor) {
      found.ids.push({ id: $id, pointer: pointerTo('', ...path) });
    }
    for (const name of [$anchor, isAnchor ? $id.slice(1) : undefined, $dynamicAnchor]) {
      if (typeof name !== 'string') continue;
      const isDynamic = name === $dynamicAnchor;
      found.anchors.push({ name, pointer: pointerTo('', ...path), isDynamic });
    }
  }
  if (isObject(document)) search(document, false);
  return found;
}
