import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** Sends bytes as they are, and returns all that comes back until the server closes the connection. */
export async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  // The server may close before it has read everything.
  socket.on('error', () => undefined);
  socket.write(Buffer.from(bytes, 'latin1'));
  return text(socket);
}

/** A request without a body, after which the connection is closed. */
export const rawRequest = (port: number, start: string, headers: readonly string[] = []): string =>
  [
    `${start} HTTP/1.1`,
    ...(headers.some((line) => line.startsWith('Host:')) ? [] : [`Host: 127.0.0.1:${port}`]),
    ...['Connection: close', ...headers, '', ''],
  ].join('\r\n');
