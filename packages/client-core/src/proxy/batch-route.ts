import { batchPath } from '../call/batch-path.ts';
import { isBatchStatusError } from '../errors/errors.ts';

/** What the path of a request asks for. `malformed`: a batch, but its id cannot be one. */
export type Target = { batchId: string } | 'malformed' | undefined;

/** The beginning of a request target in absolute form, as in `Request.url`. */
const origin = /^https?:\/\/[^/?#]*/i;
/**
 * A server that decodes a path twice would find another path in these characters, and requests it
 * with the key of the proxy.
 */
const unsafe = /[/\\%?#]/;
const longestId = 256;

/**
 * Returns a function that finds the batch in the URL or path of a request. Paths are compared as
 * they were sent: with dot segments or `//`, they lead to no batch.
 *
 * @param prefix The path before `/batch-calls/…`.
 */
export function batchRoute(prefix: string): (url: string) => Target {
  const [before, after] = batchPath(prefix, 'id').split(/id(?=\/status$)/) as [string, string];
  return (url) => {
    const [path = ''] = url.replace(origin, '').split(/[?#]/, 1);
    if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
    const segment = path.slice(before.length, -after.length);
    if (path.length <= before.length + after.length || segment.includes('/')) return undefined;
    const batchId = decode(segment);
    const isId = batchId !== undefined && batchId.length <= longestId && !unsafe.test(batchId);
    return isId && isBatchId(batchId) ? { batchId } : 'malformed';
  };
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function isBatchId(batchId: string): boolean {
  try {
    batchPath('', batchId);
    return true;
  } catch (error) {
    if (isBatchStatusError(error)) return false;
    throw error;
  }
}
