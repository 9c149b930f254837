import { STATUS_CODES, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import type { ApiErrorBody } from '@batch-status/spec';
import { corsHeaders } from './cors.ts';

/** An error response. It must not contain any part of the request. */
export class RequestError extends Error {
  readonly status: number;
  readonly body: ApiErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: ApiErrorBody, headers: Readonly<Record<string, string>> = {}) {
    super(body.error);
    this.name = 'RequestError';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** Sends the response for a thrown value: a `RequestError` as it is, everything else as a 500. */
export function sendError(response: ServerResponse, thrown: unknown): void {
  const { status, headers, body } = encodeError(thrown);
  response.writeHead(status, headers).end(body);
}

/** Does the same on a connection whose request could not be read. */
export function sendErrorToSocket(socket: Writable, thrown: unknown): void {
  const { status, headers, body } = encodeError(thrown);
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(
    ([name, value]) => `${name}: ${String(value)}\r\n`,
  );
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

function encodeError(thrown: unknown): {
  status: number;
  headers: OutgoingHttpHeaders;
  body: string;
} {
  const error =
    thrown instanceof RequestError
      ? thrown
      : new RequestError(500, { error: 'Failed to retrieve batch progress' });
  const body = JSON.stringify(error.body);
  return {
    status: error.status,
    headers: {
      ...corsHeaders,
      ...error.headers,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      // Without it, a cache may store a 404 or 405.
      'Cache-Control': 'no-store',
    },
    body,
  };
}
