import { segmentsOf, type JsonObject } from '@batch-status/json-schema';

/** Integers that a double may not represent, each with its place and its digits. They survive JSON. */
export type LargeIntegers = readonly (readonly [at: string, digits: string])[];

/** A JSON value with its large integers as bigints. */
export function exactValue(value: unknown, integers: LargeIntegers = []): unknown {
  if (integers.length === 0) return value;
  const places: Places = { inside: new Map() };
  for (const [at, digits] of integers) {
    let place = places;
    for (const segment of segmentsOf(at)) {
      let inner = place.inside.get(segment);
      if (!inner) place.inside.set(segment, (inner = { inside: new Map() }));
      place = inner;
    }
    place.digits = digits;
  }
  return withIntegers(value, places);
}

interface Places {
  digits?: string;
  inside: Map<string, Places>;
}

/** Copies each array and each object once. A part of a body has only some of its integers. */
function withIntegers(value: unknown, { digits, inside }: Places): unknown {
  if (digits !== undefined) return typeof value === 'number' ? BigInt(digits) : value;
  if (typeof value !== 'object' || value === null) return value;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as JsonObject;
  for (const [name, places] of inside) {
    if (!Object.hasOwn(value, name)) continue;
    const changed = withIntegers((value as JsonObject)[name], places);
    // An assignment to `__proto__` would not make a member.
    Object.defineProperty(copy, name, {
      value: changed,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}
