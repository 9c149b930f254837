import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  createProxy,
  otherPath,
  type Answer,
  type BatchStatusSource,
  type ProxyOptions,
} from '@batch-status/client-core';

/** A listener for `node:http`, and middleware for Express and Connect, which pass `next`. */
export type ProxyListener<Incoming extends IncomingMessage> = (
  request: Incoming,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/**
 * Creates a proxy between web pages and the service, for `node:http`, Express, and Connect. It adds
 * the key, removes phone numbers, and shares responses between pages. The pages' clients use the path
 * as `baseUrl`.
 *
 * With `next`, it passes on requests for other paths, and what `authorize` throws. Without, it
 * responds to them with 404 and 500, and prints the error as a warning of the process.
 *
 * @param source A client with the key, or anything with `getBatchStatus`. The proxy does not retry:
 *   the pages do.
 * @throws {ConfigurationError} whose `option` names the invalid one.
 *
 * @example
 * ```ts
 * import { createServer, type IncomingMessage } from 'node:http';
 * import { createBatchStatusClient } from '@batch-status/node';
 * import { createProxyListener } from '@batch-status/node/proxy';
 *
 * const mayRead = (request: IncomingMessage, batchId: string): boolean =>
 *   request.headers.cookie === `batch=${batchId}`;
 *
 * // In Express: app.use('/api', createProxyListener(…)).
 * const listener = createProxyListener(createBatchStatusClient(), { authorize: mayRead });
 * const server = createServer(listener).listen(0, '127.0.0.1');
 * server.close();
 * ```
 */
export function createProxyListener<Incoming extends IncomingMessage = IncomingMessage>(
  source: BatchStatusSource,
  options: ProxyOptions<Incoming>,
): ProxyListener<Incoming> {
  const respond = createProxy(source, options);

  const answerTo = (incoming: Incoming): Promise<Answer | Response | undefined> =>
    respond({
      method: incoming.method ?? 'GET',
      url: urlOf(incoming),
      ifNoneMatch: incoming.headers['if-none-match'],
      incoming,
    });

  async function listen(
    request: Incoming,
    response: ServerResponse,
    next?: (error?: unknown) => void,
  ): Promise<void> {
    try {
      const answer = await answerTo(request);
      if (answer || !next) {
        await send(response, answer ?? otherPath());
        return;
      }
    } catch (error) {
      if (next) next(error);
      else fail(response, error);
      return;
    }
    next();
  }
  return (request, response, next) => void listen(request, response, next);
}

/** Express and Connect remove the path of a mount from `url`. */
const urlOf = ({ originalUrl, url = '/' }: IncomingMessage & { originalUrl?: unknown }): string =>
  typeof originalUrl === 'string' ? originalUrl : url;

async function send(response: ServerResponse, answer: Answer | Response): Promise<void> {
  if (!(answer instanceof Response)) {
    write(response, answer.status, Object.entries(answer.headers), answer.body);
    return;
  }
  const body = answer.body && Buffer.from(await answer.arrayBuffer());
  const cookies = answer.headers.getSetCookie();
  // `Headers` lists each cookie separately. Without this, only the last one would be sent.
  const headers = [...answer.headers, ['set-cookie', cookies] as const];
  write(response, answer.status, headers, body ?? undefined);
}

function write(
  response: ServerResponse,
  status: number,
  headers: readonly (readonly [name: string, value: string | string[]])[],
  body: string | Buffer | undefined,
): void {
  // The browser may have disconnected meanwhile.
  if (response.destroyed || response.headersSent) return;
  response.statusCode = status;
  for (const [name, value] of headers) if (value.length > 0) response.setHeader(name, value);
  response.end(body);
}

function fail(response: ServerResponse, error: unknown): void {
  write(response, 500, [['content-type', 'application/json']], '{"error":"Internal error"}');
  process.emitWarning(error instanceof Error ? error : String(error));
}
