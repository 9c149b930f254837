import type { JsonObject } from '@batch-status/json-schema';

/** An object without some members. */
export function without(object: JsonObject, ...names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** An object in which a member has another name, at the same place. */
export function renamed(object: JsonObject, name: string, other: string): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key === name ? other : key, value]),
  );
}
