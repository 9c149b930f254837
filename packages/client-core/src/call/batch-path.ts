import { statusPath } from '@batch-status/spec';
import { demand } from '../settings/options.ts';
import { defaultPathPrefix } from '../settings/path-prefix.ts';

/** Empty, a dot segment (which leads to another path), or characters that cannot be encoded. */
const hostile = /^(?:\.|%2e){0,2}$|[\p{Cc}\p{Cs}]/iu;

/**
 * Returns the path of a batch's status, relative to the base URL.
 *
 * @throws {ConfigurationError} if the batch id would lead to another path, or to none.
 *
 * @example
 * ```ts
 * import { batchPath, defaultPathPrefix } from '@batch-status/client-core';
 *
 * console.log(batchPath(defaultPathPrefix, 'a b')); // /v1/api/batch-calls/a%20b/status
 * ```
 */
export function batchPath(pathPrefix: string, batchId: unknown): string {
  demand(
    typeof batchId === 'string' && !hostile.test(batchId),
    'batchId',
    batchId,
    'a non-empty string without control characters or lone surrogates, not a dot segment',
  );
  const path = statusPath.slice(defaultPathPrefix.length);
  // The encoded id contains no `$`, which `replace` would interpret.
  return pathPrefix + path.replace('{batchId}', encodeURIComponent(batchId));
}
