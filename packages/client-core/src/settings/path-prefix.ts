import { statusPath } from '@batch-status/spec';
import { demand } from './options.ts';

/** The part of the contract's path before `/batch-calls/…`. */
export const defaultPathPrefix: string = statusPath.replace(/\/[^/]+\/\{batchId\}.*/, '');

/** @throws {ConfigurationError} if the prefix would lead to another path. */
export function pathPrefixOf(pathPrefix: string): string {
  demand(
    typeof pathPrefix === 'string' && /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?$/.test(pathPrefix),
    'pathPrefix',
    pathPrefix,
    `empty, or a path such as ${defaultPathPrefix}`,
  );
  return pathPrefix.replace(/\/$/, '');
}
