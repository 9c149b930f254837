import { placeOfRef, type Contract, type Place } from './contract.ts';

/** The contract promises something that the guards of `packages/spec` do not check. */
export class Unguarded extends Error {
  constructor(pointer: string, keyword: string) {
    super(
      `The guards do not check "${keyword}" at ${pointer}/${keyword}. ` +
        'Remove it from the contract, or make packages/spec/src/faults.ts check it and ' +
        'openapi/generate pass it on.',
    );
  }
}

/** Keywords that do not restrict values. */
const annotations = new Set([
  '$comment',
  'title',
  'description',
  'default',
  'deprecated',
  'readOnly',
  'examples',
  'example',
  'externalDocs',
]);

/**
 * @param read The keywords that the caller turns into facts.
 * @throws {Unguarded} for a keyword that is neither an annotation nor in `read`.
 */
export function rejectOthers({ pointer, schema }: Place, read: readonly string[]): void {
  const other = Object.keys(schema).find(
    (keyword) => !read.includes(keyword) && !annotations.has(keyword) && !keyword.startsWith('x-'),
  );
  if (other !== undefined) throw new Unguarded(pointer, other);
}

/**
 * The place itself, or the place that its `$ref` refers to.
 *
 * @throws {Unguarded} for a keyword beside a `$ref` that is not an annotation. Guards would ignore it.
 */
export function target(contract: Contract, place: Place): Place {
  const { $ref } = place.schema;
  if ($ref === undefined) return place;
  rejectOthers(place, ['$ref']);
  return target(contract, placeOfRef(contract, $ref));
}
