import { STATUS_CODES, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { corsHeaders } from './cors.ts';
import type { RequestError } from './request-error.ts';

/** Sends an error response. */
export function sendError(response: ServerResponse, error: RequestError, cors: boolean): void {
  const { status, headers, body } = encodeError(error, cors);
  response.writeHead(status, headers).end(body);
}

/** Sends an error response on a connection whose request could not be read. */
export function sendErrorToSocket(socket: Writable, error: RequestError, cors: boolean): void {
  const { status, headers, body } = encodeError(error, cors);
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(
    ([name, value]) => `${name}: ${String(value)}\r\n`,
  );
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

function encodeError(
  error: RequestError,
  cors: boolean,
): { status: number; headers: OutgoingHttpHeaders; body: string } {
  const body = JSON.stringify(error.body);
  return {
    status: error.status,
    headers: {
      ...(cors ? corsHeaders : {}),
      ...error.headers,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      // Without it, a cache may store a 404 or 405.
      'Cache-Control': 'no-store',
    },
    body,
  };
}
