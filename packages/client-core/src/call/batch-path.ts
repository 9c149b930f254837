import { statusPath } from '@batch-status/spec';
import { demand } from '../settings/options.ts';
import { defaultPathPrefix } from '../settings/path-prefix.ts';

/** Empty, a dot segment, which leads to another path, or not to be encoded. */
const hostile = /^(?:\.|%2e){0,2}$|[\p{Cc}\p{Cs}]/iu;

/**
 * The path of a batch's status below the base URL.
 *
 * @throws {ConfigurationError} for a batch id that would reach another path or none.
 */
export function batchPath(pathPrefix: string, batchId: unknown): string {
  demand(
    typeof batchId === 'string' && !hostile.test(batchId),
    'batchId',
    batchId,
    'an id without control characters and surrogates, not a dot segment',
  );
  const path = statusPath.slice(defaultPathPrefix.length);
  // A function: in a replacement, `$&` would stand for the template.
  return pathPrefix + path.replace('{batchId}', () => encodeURIComponent(batchId));
}
