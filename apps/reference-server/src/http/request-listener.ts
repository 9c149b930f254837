import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { statusPath } from '@batch-status/spec';
import type { Log } from '../log.ts';
import { pathMatcher } from './path-matcher.ts';
import { RequestError, sendError } from './request-error.ts';

/** Answers a request for a batch. It returns a promise if the response has to wait. */
export type Operation = (
  request: IncomingMessage,
  response: ServerResponse,
  batchId: string,
) => Promise<void> | undefined;

/**
 * Passes each request to the operation, and answers what it throws.
 *
 * @param closing Aborted when the server closes. Responses that are in progress then end their
 * connections.
 */
export function requestListener(
  getBatchStatus: Operation,
  log: Log,
  closing: AbortSignal,
): RequestListener {
  const batchIdIn = pathMatcher(statusPath);

  const route = (request: IncomingMessage, response: ServerResponse): Promise<void> | undefined => {
    if (request.headers.host === undefined && request.httpVersion === '1.1') {
      throw new RequestError(400, { error: 'Missing Host header' });
    }
    const batchId = decoded(() => batchIdIn(request.url ?? '/'));
    if (batchId === undefined) throw new RequestError(404, { error: 'Not found' });
    return getBatchStatus(request, response, batchId);
  };

  const fail = (response: ServerResponse, thrown: unknown): void => {
    if (!(thrown instanceof RequestError)) log('A request could not be answered.', thrown);
    if (response.headersSent) response.destroy();
    else sendError(response, thrown);
  };

  const underWay = new Set<ServerResponse>();
  closing.addEventListener('abort', () => {
    for (const response of underWay) response.shouldKeepAlive = false;
  });

  const settle = async (answering: Promise<void>, response: ServerResponse): Promise<void> => {
    underWay.add(response);
    try {
      await answering;
    } catch (thrown) {
      fail(response, thrown);
    } finally {
      underWay.delete(response);
    }
  };

  return (request, response) => {
    try {
      const answering = route(request, response);
      if (answering) void settle(answering, response);
    } catch (thrown) {
      fail(response, thrown);
    }
  };
}

function decoded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new RequestError(400, {
      error: 'Malformed URL',
      message: 'The path is not correctly percent-encoded.',
    });
  }
}
