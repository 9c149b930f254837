import { segmentsOf, type JsonObject } from '@batch-status/json-schema';

/** A new value for what is at a pointer; `undefined` removes the member or the element. */
export interface Change {
  pointer: string;
  value: unknown;
}

/** A copy of a document with one change. What the change does not touch is not copied. */
export function withChange(document: unknown, { pointer, value }: Change): unknown {
  const changed = (inner: unknown, [first, ...rest]: string[]): unknown => {
    if (first === undefined) return value;
    if (Array.isArray(inner)) {
      const index = Number(first);
      const element = changed(inner[index], rest);
      return element === undefined ? inner.toSpliced(index, 1) : inner.with(index, element);
    }
    const { [first]: before, ...others } = inner as JsonObject;
    const member = changed(before, rest);
    return member === undefined ? others : { ...(inner as JsonObject), [first]: member };
  };
  return changed(document, segmentsOf(pointer));
}
