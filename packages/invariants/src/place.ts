import { isObject, type JsonObject } from './json.ts';

/** A schema, and where it stands. */
export interface Place {
  schema: unknown;
  /** As a JSON pointer, behind whatever prefix tells documents apart. */
  pointer: string;
}

/** The target of a `$ref` that stands at a pointer; `undefined` if there is none. */
export type Resolve = (reference: string, from: string) => Place | undefined;

/** The schema below another, or `undefined` if it has none there. */
export function placeBelow(place: Place, ...segments: (string | number)[]): Place | undefined {
  let { schema, pointer } = place;
  for (const segment of segments) {
    if (typeof schema !== 'object' || schema === null) return undefined;
    if (!Object.hasOwn(schema, segment)) return undefined;
    schema = (schema as JsonObject)[segment];
    pointer = pointerTo(pointer, segment);
  }
  return { schema, pointer };
}

/** The schemas of a list, or of an object of named schemas. */
export function placesBelow(place: Place, keyword: string): [name: string, place: Place][] {
  const below = placeBelow(place, keyword);
  if (typeof below?.schema !== 'object' || below.schema === null) return [];
  return Object.keys(below.schema).map((name) => [name, placeBelow(below, name)!]);
}

/** A JSON pointer (RFC 6901) to what the segments name below another pointer. */
export function pointerTo(parent: string, ...segments: (string | number)[]): string {
  return segments.reduce<string>(
    (pointer, segment) =>
      `${pointer}/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    parent,
  );
}

/** References into one document, as `#/components/schemas/Batch`. */
export function referencesWithin(document: unknown): Resolve {
  return (reference) => {
    if (reference !== '#' && !reference.startsWith('#/')) return undefined;
    const segments = decodeURIComponent(reference.slice(1))
      .split('/')
      .slice(1)
      .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
    return placeBelow({ schema: document, pointer: '' }, ...segments);
  };
}

/** The keywords of a schema; none for `true`, `false` and what is no schema. */
export function keywordsOf({ schema }: Place): JsonObject {
  return isObject(schema) ? schema : {};
}
