import type { Server } from 'node:http';
import { allowedMethods } from './cors.ts';
import { sendError, sendErrorToSocket } from './error-response.ts';
import { RequestError } from './request-error.ts';

/**
 * Answers errors that Node would answer without a body in the form of all other errors. Use it for a
 * server that serves only this operation.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { answerConnectionErrors } from '@batch-status/server';
 *
 * const server = createServer();
 * answerConnectionErrors(server);
 * ```
 */
export function answerConnectionErrors(
  server: Server,
  { cors = false }: { cors?: boolean | undefined } = {},
): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    sendErrorToSocket(socket, unreadable(error.code), cors);
  });
  server.on('connect', (_request, socket) => {
    socket.on('error', () => undefined);
    // Node has given up this connection, so nothing else would close it.
    socket.once('finish', () => socket.destroy());
    const refusal = new RequestError(
      405,
      { error: 'Method not allowed' },
      { Allow: allowedMethods },
    );
    sendErrorToSocket(socket, refusal, cors);
  });
  server.on('checkExpectation', (_request, response) => {
    sendError(response, new RequestError(417, { error: 'Expectation failed' }), cors);
  });
}

function unreadable(code: string | undefined): RequestError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new RequestError(431, { error: 'Request headers too large' });
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new RequestError(408, { error: 'Request timeout' });
  }
  return new RequestError(400, { error: 'Malformed request' });
}
