import type { IncomingMessage, ServerResponse } from 'node:http';
import { statusPath } from '@batch-status/spec';
import { systemClock } from '@batch-status/time';
import { allowedMethods, optionsHeaders, preflightHeaders } from '../http/cors.ts';
import { pathMatcher } from '../http/path-matcher.ts';
import { RequestError } from '../http/request-error.ts';
import { isWholeServer, targetOf, wellFormed } from '../http/request-target.ts';
import type { Log } from '../log.ts';
import { isBatchId } from '../store/batch-id.ts';
import type { BatchStore, StoredBatch } from '../store/batch-store.ts';
import { batchEncoder } from './encode-batch.ts';
import { matchesEntityTag } from './entity-tag.ts';
import { failureSender } from './failure-sender.ts';
import { badBatchId, batchNotFound, unauthorized } from './refusals.ts';
import { retryAfterHeader } from './retry-after.ts';

/** Options of {@link statusHandler}. */
export interface StatusHandlerOptions {
  /** Where the batches are read. */
  store: Pick<BatchStore, 'read'>;
  /**
   * Returns the workspace that the request may read, or a promise of it. Without one, the response
   * is a 401. If it throws a {@link RequestError}, that is the response. An error whose `status` is
   * 401 or 403 keeps its status, and every other error is a fault of the server.
   */
  authorize: (request: IncomingMessage) => string | undefined | Promise<string | undefined>;
  /** Receives faults: what was answered with 500 or 503. Default: they are not reported. */
  log?: Log | undefined;
  /** The path, with the parameter `{batchId}`. Default: that of the contract. */
  path?: string | undefined;
  /** Whether pages of every origin may read the responses. Default `false`. */
  cors?: boolean | undefined;
  /** The smallest `Retry-After` of an unfinished batch, in seconds. Default 0, which sends none. */
  retryAfter?: number | undefined;
  /** Returns the time in milliseconds since the epoch. Default: the system's. */
  now?: (() => number) | undefined;
  /** Aborted when the server closes. Responses in progress then end their connections. */
  closing?: AbortSignal | undefined;
}

/** A listener for `node:http`, and middleware for Express and Connect, which pass `next`. */
export type StatusHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: () => void,
) => void;

/** A promise if the response has to wait. */
type Answering = Promise<void> | undefined;

/**
 * Creates a listener that serves the operation `getBatchStatus`: with the errors of the contract,
 * `ETag`, and 304. An unchanged batch is answered from memory.
 *
 * With `next`, it passes on requests for other paths. Without, it answers them with 404.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { statusHandler } from '@batch-status/server';
 * import { sqliteStore } from '@batch-status/server/sqlite';
 *
 * const store = sqliteStore(':memory:');
 * const authorize = ({ headers }: { headers: Record<string, unknown> }) =>
 *   headers['x-api-key'] === 'secret' ? 'my-workspace' : undefined;
 * const server = createServer(statusHandler({ store, authorize, log: console.error }));
 * server.listen(0, '127.0.0.1', () => server.close());
 * ```
 */
export function statusHandler(options: StatusHandlerOptions): StatusHandler {
  const { store, authorize, log = () => {}, path = statusPath, cors = false } = options;
  const { retryAfter = 0, now = () => systemClock.now(), closing } = options;
  const batchIdIn = pathMatcher(path);
  const encode = batchEncoder(cors);
  const fail = failureSender(log, cors);
  const headersOfOptions = cors ? preflightHeaders : optionsHeaders;

  const answer = (
    request: IncomingMessage,
    response: ServerResponse,
    batch: StoredBatch | undefined,
    workspace: string,
  ): void => {
    if (batch === undefined) throw batchNotFound();
    if (batch.workspace !== undefined && batch.workspace !== workspace) throw batchNotFound();
    // The client has disconnected while the response had to wait.
    if (response.destroyed) return;
    const encoded = encode(batch);
    const pause = retryAfterHeader(batch, now, retryAfter);
    if (matchesEntityTag(request.headers['if-none-match'], encoded.etag)) {
      response.writeHead(304, encoded.headers.concat(pause)).end();
      return;
    }
    // Node omits the body of a response to HEAD.
    response.writeHead(200, encoded.bodyHeaders.concat(pause)).end(encoded.body);
  };

  const read = (
    request: IncomingMessage,
    response: ServerResponse,
    batchId: string,
    workspace: string | undefined,
  ): Answering => {
    if (!workspace) throw unauthorized();
    if (!isBatchId(batchId)) throw badBatchId();
    const batch = store.read(batchId);
    if (isPromise(batch)) return batch.then((found) => answer(request, response, found, workspace));
    answer(request, response, batch, workspace);
    return undefined;
  };

  const answerOptions = (response: ServerResponse): void => {
    response.writeHead(204, headersOfOptions).end();
  };

  const route = (
    request: IncomingMessage,
    response: ServerResponse,
    batchId: string,
  ): Answering => {
    if (request.method === 'OPTIONS') {
      answerOptions(response);
      return undefined;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new RequestError(405, { error: 'Method not allowed' }, { Allow: allowedMethods });
    }
    const workspace = authorize(request);
    if (!isPromise(workspace)) return read(request, response, batchId, workspace);
    // What has only `then` may call back more than once, or return nothing.
    return Promise.resolve(workspace).then((found) => read(request, response, batchId, found));
  };

  const inProgress = new Set<ServerResponse>();
  closing?.addEventListener('abort', () => {
    for (const response of inProgress) response.shouldKeepAlive = false;
  });

  const settle = async (answering: Promise<void>, response: ServerResponse): Promise<void> => {
    inProgress.add(response);
    try {
      await answering;
    } catch (thrown) {
      fail(response, thrown);
    } finally {
      inProgress.delete(response);
    }
  };

  return (request, response, next) => {
    try {
      const batchId = wellFormed(() => batchIdIn(targetOf(request)));
      if (batchId === undefined && next) {
        next();
        return;
      }
      if (request.headers.host === undefined && request.httpVersion === '1.1') {
        throw new RequestError(400, { error: 'Missing Host header' });
      }
      if (batchId === undefined) {
        if (request.method === 'OPTIONS' && isWholeServer(request)) {
          answerOptions(response);
          return;
        }
        throw new RequestError(404, { error: 'Not found' });
      }
      const answering = route(request, response, batchId);
      if (answering) void settle(answering, response);
    } catch (thrown) {
      fail(response, thrown);
    }
  };
}

/** Whether a value has to be waited for. */
const isPromise = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof (value as { then?: unknown } | undefined)?.then === 'function';
