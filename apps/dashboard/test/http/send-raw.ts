import { connect } from 'node:net';

/** Sends bytes as they are, and returns all that comes back until the server closes the connection. */
export async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  // The server may close before it has read everything. What it has answered counts.
  socket.on('error', () => undefined);
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  socket.write(Buffer.from(bytes, 'latin1'));
  // `once` of `node:events` would reject with the error.
  await new Promise((resolve) => socket.once('close', resolve));
  return received;
}

/** A request without a body, after which the connection is closed. */
export const rawRequest = (port: number, start: string, headers: readonly string[] = []): string =>
  [
    `${start} HTTP/1.1`,
    ...(headers.some((line) => line.startsWith('Host:')) ? [] : [`Host: 127.0.0.1:${port}`]),
    ...['Connection: close', ...headers, '', ''],
  ].join('\r\n');
