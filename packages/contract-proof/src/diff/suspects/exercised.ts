import type { Contract } from '@batch-status/conformance';
import { pointerTo, segmentsOf, type JsonObject } from '@batch-status/json-schema';

import { schemaAt } from '../../contract/subschemas.ts';

/** The keywords without which a keyword means something else. */
const families = [
  ['additionalProperties', 'patternProperties', 'properties'],
  ['contains', 'maxContains', 'minContains'],
  ['else', 'if', 'then'],
  ['items', 'prefixItems'],
];

/** Whether none of the values breaks what is written at these pointers, taken by itself. */
export function isUnbroken(
  contract: Contract,
  pointers: readonly string[],
  values: readonly unknown[],
): boolean {
  return pointers.every((pointer) => !isBroken(contract, pointer, values));
}

function isBroken(contract: Contract, pointer: string, values: readonly unknown[]): boolean {
  const owner = ownerOf(contract, pointer);
  try {
    const { changed, place } = alone(contract, pointer, owner);
    return values.some((value) => !changed.schemas.fits(place, value));
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** The keyword of the schema that contains a pointer; `undefined` if the pointer is to a whole schema. */
function ownerOf(
  contract: Contract,
  pointer: string,
): { schema: string; keyword: string } | undefined {
  const segments = segmentsOf(pointer);
  const prefix = pointer.slice(0, pointer.indexOf('/'));
  const parent = (count: number): string =>
    pointerTo(prefix, ...segments.slice(0, segments.length - count));
  const [last = '', before = ''] = segments.toReversed();
  if (['properties', 'patternProperties', 'dependentSchemas'].includes(before)) {
    return { schema: parent(2), keyword: before };
  }
  return Object.hasOwn(schemaAt(contract, parent(1)), last) && before !== 'schemas'
    ? { schema: parent(1), keyword: last }
    : undefined;
}

function alone(
  contract: Contract,
  pointer: string,
  owner: { schema: string; keyword: string } | undefined,
): { changed: Contract; place: string } {
  if (!owner) return { changed: contract, place: pointer };
  const schema = schemaAt(contract, owner.schema);
  const family = families.find((names) => names.includes(owner.keyword)) ?? [owner.keyword];
  const kept: JsonObject = {};
  for (const name of family) if (name in schema) kept[name] = schema[name];
  return {
    changed: contract.changed([{ pointer: owner.schema, value: kept }]),
    place: owner.schema,
  };
}
