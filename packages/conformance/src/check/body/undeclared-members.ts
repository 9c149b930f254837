import { isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import { appliedSchemas, type AppliedSchema } from '../../contract/applied-schemas.ts';
import type { Contract } from '../../contract/contract.ts';
import { boundedPattern } from '../../schema/pattern/bounded-pattern.ts';
import type { Mismatch } from '../finding/mismatch.ts';

/**
 * Finds members that no schema names, in objects for which a schema names some. An object can allow
 * such members; this is a stricter check.
 *
 * @param value Must fit the schema.
 */
export function undeclaredMembers(contract: Contract, schema: string, value: unknown): Mismatch[] {
  const appliedTo = new Map<JsonObject, AppliedSchema[]>();
  for (const applied of appliedSchemas(contract, schema, value)) {
    if (!isObject(applied.value)) continue;
    const others = appliedTo.get(applied.value);
    if (others) others.push(applied);
    else appliedTo.set(applied.value, [applied]);
  }
  return [...appliedTo].flatMap(([object, applied]) => mismatchesOf(object, applied));
}

function mismatchesOf(object: JsonObject, applied: AppliedSchema[]): Mismatch[] {
  const naming = applied.find((one) => isObject(one.schema['properties']));
  if (!naming || applied.some(({ schema }) => describesOthers(schema))) return [];
  const patterns = applied.flatMap(({ schema }) => Object.keys(schema['patternProperties'] ?? {}));
  const undeclared = Object.keys(object).filter(
    (name) =>
      !applied.some(({ schema }) => Object.hasOwn(schema['properties'] ?? {}, name)) &&
      !patterns.some((pattern) => boundedPattern(pattern).test(name)),
  );
  if (undeclared.length === 0) return [];
  const members = undeclared.length === 1 ? 'a member' : `${undeclared.length} members`;
  const message = `found ${members} that the contract does not name`;
  const pointer = pointerTo(naming.pointer, 'properties');
  return [{ rule: 'undeclared-member', message, at: naming.at, pointer }];
}

/** Whether a schema describes the members that it does not name, as the schema of a map does. */
function describesOthers(schema: JsonObject): boolean {
  return isObject(schema['additionalProperties']) || isObject(schema['unevaluatedProperties']);
}
