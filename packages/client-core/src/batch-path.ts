import { statusPath } from '@batch-status/spec';
import { ConfigurationError } from './errors.ts';

/** What stands before `/batch-calls/…` in the contract. */
export const defaultPathPrefix: string = statusPath.slice(0, statusPath.indexOf('/batch-calls/'));

const dotSegment = /^(?:\.|%2e){1,2}$/i;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * The path of a batch's status below the base URL.
 *
 * @throws {ConfigurationError} for a batch id that would reach another path or none.
 */
export function batchPath(pathPrefix: string, batchId: unknown): string {
  const path = statusPath.slice(defaultPathPrefix.length);
  return pathPrefix + path.replace('{batchId}', () => encodeBatchId(batchId));
}

function encodeBatchId(batchId: unknown): string {
  if (typeof batchId !== 'string') {
    throw wrong(`is ${batchId === null ? 'null' : `of type ${typeof batchId}`}`);
  }
  if (batchId === '') throw wrong('is empty');
  if (dotSegment.test(batchId)) throw wrong('is a dot segment, which leads to another path');
  if (controlCharacter.test(batchId)) throw wrong('contains a control character');
  try {
    return encodeURIComponent(batchId);
  } catch {
    throw wrong('contains half of a surrogate pair');
  }
}

const wrong = (fault: string): ConfigurationError =>
  new ConfigurationError(
    `batchId ${fault}; pass the id that starting the batch returned, a non-empty string.`,
  );
