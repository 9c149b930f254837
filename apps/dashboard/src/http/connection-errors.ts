import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RefusalAnswer, RefusalCode } from '../wire/answers.ts';
import { securityHeaders } from './security-headers.ts';

type Answer = [status: number, code: RefusalCode, message: string];

const unreadable: Answer = [400, 'invalid', 'The request is not valid HTTP.'];
const byCode: Readonly<Record<string, Answer>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'invalid', 'The rest of the request did not arrive in time.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [
    413,
    'too_large',
    'The chunk extensions of the body are too long.',
  ],
  HPE_HEADER_OVERFLOW: [
    431,
    'too_large',
    'The address and the headers are too long; remove cookies of this site, or shorten the address.',
  ],
};
const noTunnel: Answer = [405, 'wrong_method', 'The dashboard is not a proxy.'];

/** Gives requests that Node would answer by itself an answer in the form of all others. */
export function answerConnectionErrors(server: Server): void {
  const responses = new WeakMap<Duplex, Set<ServerResponse>>();
  server.prependListener('request', ({ socket }, response) => {
    const open = responses.get(socket) ?? new Set();
    responses.set(socket, open.add(response));
    response.once('close', () => open.delete(response));
  });
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket) => {
    // A second answer in the middle of another one would look like a part of it.
    const isAnswering = [...(responses.get(socket) ?? [])].some(({ headersSent }) => headersSent);
    if (code === 'ECONNRESET' || !socket.writable || isAnswering) socket.destroy();
    else send(socket, byCode[code] ?? unreadable);
  });
  server.on('connect', (_request, socket) => {
    socket.on('error', () => undefined);
    send(socket, noTunnel);
  });
  // A server may ignore what a request expects of it.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

function send(socket: Duplex, [status, code, message]: Answer): void {
  const body = JSON.stringify({ error: { code, message } } satisfies RefusalAnswer);
  const headers = {
    ...securityHeaders,
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`;
  // A client that never closes its side would keep the connection open.
  socket.end(head + body, () => socket.destroy());
}
