import { statusPath } from '@batch-status/spec';
import { demand } from '../settings/options.ts';

const [start, end] = statusPath.split('{batchId}') as [string, string];
const batches = start.slice(start.lastIndexOf('/', start.length - 2));

/** What stands before `/batch-calls/…` in the contract. */
export const defaultPathPrefix: string = start.slice(0, -batches.length);

/** Empty, a dot segment, which leads to another path, or not to be encoded. */
const hostile = /^$|^(?:\.|%2e){1,2}$|[\p{Cc}\p{Cs}]/iu;

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
    'the id that starting the batch returned, no dot segment, without control character and lone surrogate',
  );
  return pathPrefix + batches + encodeURIComponent(batchId) + end;
}
