import { segmentsOf } from './json-pointer.ts';
import { schemaBelow, type LocatedSchema } from './located-schema.ts';

/** Finds the target of a `$ref` that is written at a pointer; `undefined` if there is none. */
export type ResolveReference = (reference: string, from: string) => LocatedSchema | undefined;

/** Resolves references within one document, such as `#/components/schemas/Batch`. */
export function referencesWithin(document: unknown): ResolveReference {
  return (reference) => {
    if (reference !== '#' && !reference.startsWith('#/')) return undefined;
    const segments = segmentsOf(decodeURIComponent(reference.slice(1)));
    return schemaBelow({ schema: document, pointer: '' }, ...segments);
  };
}
