import type { BatchStatusSource } from '../watch/batch-status-source.ts';
import { errorAnswer, type Answer } from './answer.ts';
import { createProxy } from './create-proxy.ts';
import type { ProxyOptions } from './proxy-options.ts';

/**
 * Creates a proxy between web pages and the service, as a function from request to response: a route
 * handler of Next, a handler of Hono, or the server of Deno, Bun, and workers. It adds the key,
 * removes phone numbers, and shares responses between pages. The pages' clients use the path as
 * `baseUrl`.
 *
 * @param source A client with the key, or anything with `getBatchStatus`. The proxy does not retry:
 *   the pages do.
 * @throws {ConfigurationError} whose `option` names the invalid one. The handler itself rejects only
 *   with what `authorize` throws.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient } from '@batch-status/fetch';
 * import { createProxyHandler } from '@batch-status/fetch/proxy';
 *
 * declare function mayRead(cookie: string | null, batchId: string): Promise<boolean>;
 *
 * const client = createBatchStatusClient({
 *   apiKey: process.env.TRILLET_API_KEY,
 *   workspaceId: process.env.TRILLET_WORKSPACE_ID,
 * });
 * // In Next, in app/api/v1/[...path]/route.ts; pages use `baseUrl: '/api'`.
 * export const GET = createProxyHandler(client, {
 *   authorize: (request, batchId) => mayRead(request.headers.get('cookie'), batchId),
 * });
 * ```
 */
export function createProxyHandler(
  source: BatchStatusSource,
  options: ProxyOptions,
): (request: Request) => Promise<Response> {
  const respond = createProxy(source, options);
  return async (request) => {
    const { method, url, headers } = request;
    const ifNoneMatch = headers.get('if-none-match');
    const answer = (await respond({ method, url, ifNoneMatch, incoming: request })) ?? otherPath();
    return answer instanceof Response ? answer : toResponse(answer);
  };
}

/**
 * The response for a path that is not that of a batch.
 *
 * @example
 * ```ts
 * import { otherPath } from '@batch-status/client-core';
 *
 * console.log(otherPath().status); // 404
 * ```
 */
export const otherPath = (): Answer =>
  errorAnswer([
    404,
    'Not found',
    'This path is not that of a batch. Compare `path` of the proxy with `baseUrl` of the page.',
  ]);

const toResponse = ({ status, headers, body }: Answer): Response =>
  new Response(body ?? null, { status, headers: { ...headers } });
