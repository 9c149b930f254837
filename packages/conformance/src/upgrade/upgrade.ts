import { upgradeFromTwoToThree } from '@scalar/openapi-upgrader/2.0-to-3.0';
import { upgradeFromThreeToThreeOne } from '@scalar/openapi-upgrader/3.0-to-3.1';
import { isObject, type JsonObject } from '@batch-status/json-schema';

import { oldVersionOf, type OldVersion } from './old-version.ts';
import { originalPointer } from './original-pointer.ts';
import { preparedSchemas, withFormats } from './prepared-schemas.ts';
import { preparedSwagger, withStyles } from './prepared-swagger.ts';

/** A description in OpenAPI 3.1, or a part of one, that was converted. */
export interface Upgraded {
  value: unknown;
  /** The pointer into the original that a pointer into the value stands for. */
  pointerOf: (pointer: string) => string;
}

/**
 * An old description as OpenAPI 3.1.
 *
 * @throws Error if it cannot be converted.
 */
export function upgraded(description: unknown, version: OldVersion): Upgraded {
  const original = description as JsonObject;
  requireTree(original);
  const three =
    version === '3.0'
      ? original
      : withStyles(converted(upgradeFromTwoToThree, preparedSwagger(original)));
  const prepared = preparedSchemas({ ...three, openapi: '3.0.3' });
  const value = converted(upgradeFromThreeToThreeOne, prepared.description);
  return {
    value: prepared.hasHiddenFormats ? withFormats(value) : value,
    pointerOf: (pointer) => originalPointer(original, pointer),
  };
}

/**
 * A file that an old description refers to, as OpenAPI 3.1. It can contain a part of any kind.
 *
 * @throws Error if it cannot be converted.
 */
export function upgradedPart(part: unknown): Upgraded | undefined {
  if (!isObject(part) || oldVersionOf(part) !== undefined || 'openapi' in part) return undefined;
  const description = { openapi: '3.0.3', components: { schemas: { part } } };
  const { components } = upgraded(description, '3.0').value as typeof description;
  return {
    value: components.schemas.part,
    pointerOf: (pointer) => originalPointer(part, pointer),
  };
}

/** The converters take and return any JSON, and may change what they get. */
function converted(convert: (document: never) => unknown, document: JsonObject): JsonObject {
  return convert(document as never) as JsonObject;
}

/** More than the largest public descriptions have. */
const mostValues = 5_000_000;

/** The converters copy what YAML aliases repeat, and do not end for what contains itself. */
function requireTree(document: unknown): void {
  const sizes = new Map<object, number>();
  function sizeOf(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 1;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    sizes.set(value, Infinity);
    const size = Object.values(value).reduce<number>((sum, inner) => sum + sizeOf(inner), 1);
    sizes.set(value, size);
    return size;
  }
  const size = sizeOf(document);
  if (size === Infinity) throw new Error('A part of it contains itself');
  if (size > mostValues) throw new Error('Its aliases repeat more than memory has room for');
}
