import type { Contract } from '@batch-status/conformance';
import { isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import { flatten } from '../../comparison/conjunction.ts';
import type { Chance } from '../../sketch/chance.ts';
import { drawValue } from '../../sketch/draw-value.ts';
import { textsOfPattern } from '../../sketch/texts-of-pattern.ts';

/** How often a schema is drawn. */
export const draws = 12;

/** A schema that restricts a value. */
export interface Part {
  contract: Contract;
  pointer: string;
  schema: JsonObject;
}

/** All schemas that restrict the value at these places. */
export function partsOf(contract: Contract, pointers: readonly string[]): Part[] {
  return flatten({ contract, pointers }).parts.map((part) => ({ contract, ...part }));
}

/** Lists of elements that differ, and that each could be an element. */
export function* listsOf(
  parts: readonly Part[],
  drawn: readonly unknown[],
  sizes: readonly number[],
  chance: Chance,
): Generator {
  const largest = Math.max(0, ...sizes);
  const items = schemasAt(parts, 'items');
  const own = drawn.filter((value) => Array.isArray(value)).flat();
  const elements = items.flatMap(({ contract, pointer }) =>
    Array.from({ length: draws }, () => drawValue(contract, pointer, chance)),
  );
  const named = items.flatMap(({ schema: { enum: values } }) =>
    Array.isArray(values) ? (values as unknown[]) : [],
  );
  const seeds = distinct([...named, ...own, ...elements]);
  const pool = distinct([...seeds, ...seeds.slice(0, 3).flatMap((seed) => variants(seed, largest))])
    .filter((element) => items.every((item) => fits(item, element)))
    .slice(0, largest);
  for (const size of sizes) {
    if (pool.length >= size) yield pool.slice(0, size);
    // Without `uniqueItems`, equal elements are as good.
    if (pool.length > 0)
      yield Array.from({ length: size }, (_, at): unknown => pool[at % pool.length]);
  }
}

/** Values like this one that differ from it. */
function variants(seed: unknown, count: number): unknown[] {
  const numbers = Array.from({ length: count + 1 }, (_, at) => at);
  if (typeof seed === 'number') return numbers.map((at) => seed + at);
  if (typeof seed === 'string') {
    // The last digits of a UUID or a time can be others.
    return numbers.flatMap((at) => [
      `${seed}${at}`,
      seed.length > 4 ? seed.slice(0, -4) + String(at).padStart(4, '0') : `${at}${seed}`,
    ]);
  }
  if (!isObject(seed)) return [];
  return Object.entries(seed).flatMap(([name, value]) =>
    typeof value === 'number' || typeof value === 'string'
      ? variants(value, count).map((other) => ({ ...seed, [name]: other }))
      : [],
  );
}

/** Objects with so many members, whose names are allowed. */
export function* objectsOf(
  parts: readonly Part[],
  drawn: readonly unknown[],
  sizes: readonly number[],
  chance: Chance,
): Generator {
  const own = drawn.filter(isObject).flatMap((value) => Object.entries(value));
  const names = schemasAt(parts, 'propertyNames').flatMap(({ schema: { pattern } }) =>
    typeof pattern === 'string' ? textsOfPattern(pattern) : [],
  );
  const rest = schemasAt(parts, 'additionalProperties');
  const value = (): unknown =>
    rest[0] ? drawValue(rest[0].contract, rest[0].pointer, chance) : 'text';
  const largest = Math.max(0, ...sizes);
  const more = Array.from({ length: largest }, (_, at) => `more_${at}`);
  const entries = new Map(own);
  for (const name of [...names, ...(names.length > 0 ? [] : more)]) {
    if (!entries.has(name)) entries.set(name, value());
  }
  for (const size of sizes) yield Object.fromEntries([...entries].slice(0, size));
}

function schemasAt(parts: readonly Part[], keyword: string): Part[] {
  return parts.flatMap(({ contract, pointer, schema }) => {
    const inner = schema[keyword];
    if (!isObject(inner)) return [];
    return [{ contract, pointer: pointerTo(pointer, keyword), schema: inner }];
  });
}

function fits({ contract, pointer }: Part, value: unknown): boolean {
  try {
    return contract.schemas.fits(pointer, value);
  } catch {
    return false;
  }
}

function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
