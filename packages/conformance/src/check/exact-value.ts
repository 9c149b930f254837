import { segmentsOf, type JsonObject } from '@batch-status/json-schema';

/** Integers that a double may not represent, each with its place and its digits. They survive JSON. */
export type LargeIntegers = readonly (readonly [at: string, digits: string])[];

/** A JSON value with its large integers as bigints. */
export function exactValue(value: unknown, integers: LargeIntegers = []): unknown {
  return integers.reduce(
    (changed, [at, digits]) => withInteger(changed, segmentsOf(at), BigInt(digits)),
    value,
  );
}

/** A part of a body has only some of its integers. */
function withInteger(
  value: unknown,
  [first, ...rest]: readonly string[],
  integer: bigint,
): unknown {
  if (first === undefined) return typeof value === 'number' ? integer : value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, first)) return value;
  const inner = withInteger((value as JsonObject)[first], rest, integer);
  return Array.isArray(value) ? value.with(Number(first), inner) : { ...value, [first]: inner };
}
