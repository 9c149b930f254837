import type { JsonObject } from './json.ts';

/**
 * The unescaped segments of a JSON Pointer. The pointer to the whole document has none.
 *
 * Text before the first `/` is ignored: callers put a document's name there, as in `2#/Problem`.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6901 | RFC 6901}
 * @example
 * ```ts
 * import { segmentsOf } from '@batch-status/conformance/analysis';
 *
 * console.log(segmentsOf('/paths/~1things/get').join(' ')); // paths /things get
 * ```
 */
export function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * Extends a JSON Pointer by segments, which it escapes.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6901 | RFC 6901}
 * @example
 * ```ts
 * import { pointerTo } from '@batch-status/conformance/analysis';
 *
 * console.log(pointerTo('/paths', '/things', 'get')); // /paths/~1things/get
 * ```
 */
export function pointerTo(parent: string, ...segments: (string | number)[]): string {
  return segments.reduce<string>(
    (pointer, segment) =>
      `${pointer}/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    parent,
  );
}

/** The value that a JSON Pointer refers to; `undefined` if the document has none there. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const segment of segmentsOf(pointer)) {
    // An inherited member, such as `constructor`, is not part of the document.
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) {
      return undefined;
    }
    value = (value as JsonObject)[segment];
  }
  return value;
}
