import type { Server } from 'node:http';
import { RequestError, sendError, sendErrorToSocket } from './request-error.ts';

/** Answers errors that Node would answer without a body in the same form as all other errors. */
export function answerConnectionErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    sendErrorToSocket(socket, unreadable(error.code));
  });
  server.on('checkExpectation', (_request, response) => {
    sendError(response, new RequestError(417, { error: 'Expectation failed' }));
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
