import { statusPath } from '@batch-status/spec';
import { demand } from './options.ts';

/** What stands before `/batch-calls/…` in the contract. */
export const defaultPathPrefix: string = statusPath.replace(/\/[^/]+\/\{batchId\}.*/, '');

/** @throws {ConfigurationError} for what would reach another path. */
export function pathPrefixOf(pathPrefix: string): string {
  demand(
    /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?$/.test(pathPrefix),
    'pathPrefix',
    pathPrefix,
    `empty or a path such as ${defaultPathPrefix}`,
  );
  return pathPrefix.replace(/\/$/, '');
}
