import { isObject } from '@batch-status/json-schema';

/** A version of OpenAPI before 3.1. */
export type OldVersion = '2.0' | '3.0';

/** The old version of a description; `undefined` if it is newer, or not a description. */
export function oldVersionOf(description: unknown): OldVersion | undefined {
  if (!isObject(description)) return undefined;
  const { swagger, openapi } = description;
  // YAML reads 2.0 and 3.0 as numbers.
  if (swagger === '2.0' || swagger === 2) return '2.0';
  return openapi === 3 || /^3\.0(?:\.|$)/.test(String(openapi)) ? '3.0' : undefined;
}
