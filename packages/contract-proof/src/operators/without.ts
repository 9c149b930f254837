import type { JsonObject } from '@batch-status/json-schema';

/** Copies an object without some of its members. */
export function without(object: JsonObject, ...names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** Copies an object and renames a member, which keeps its position. */
export function renamed(object: JsonObject, name: string, other: string): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key === name ? other : key, value]),
  );
}
