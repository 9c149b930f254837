import type { Contract } from '@batch-status/conformance';

import { assertionsOf } from '../contract/assertions.ts';
import { schemaAt, subschemasOf } from '../contract/subschemas.ts';

/** The keywords whose schemas restrict the same value as the schema that contains them. */
const combining = new Set(['$ref', 'allOf', 'anyOf', 'oneOf']);
/** The keywords whose schemas apply to values in the value. A value that they reject is rejected. */
const descending = new Set([
  'additionalProperties',
  'items',
  'patternProperties',
  'prefixItems',
  'properties',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

/**
 * The schemas where one more restriction makes the contract stricter. A schema in `not`, `if`, or
 * `contains` could make it looser.
 */
export function tightenedUses(
  contract: Contract,
  roots: readonly (string | undefined)[],
): Map<string, { isPart: boolean }> {
  const uses = new Map<string, { isPart: boolean }>();

  function visit(pointer: string, isPart: boolean): void {
    const before = uses.get(pointer);
    // A part that is also used alone can be restricted there.
    if (before && (!before.isPart || isPart)) return;
    uses.set(pointer, { isPart });
    const schema = schemaAt(contract, pointer);
    const isCombined = assertionsOf(schema).length > 1;
    for (const part of subschemasOf(contract, pointer)) {
      const branches = schema[part.keyword];
      const isOneOfAll = part.keyword === 'allOf' && Array.isArray(branches) && branches.length > 1;
      if (combining.has(part.keyword)) visit(part.pointer, isPart || isCombined || isOneOfAll);
      else if (descending.has(part.keyword)) visit(part.pointer, false);
    }
  }

  for (const root of roots) if (root !== undefined) visit(root, false);
  return uses;
}
