import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** The bytes of a GET request. */
export function rawRequest(url: string, headers: Record<string, string>): Buffer {
  const { hostname, pathname } = new URL(url);
  const lines = Object.entries({ host: hostname, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.from(`GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
}

export async function connectTo(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** Whether a response has arrived as a whole. It must have a `Content-Length`, or no body. */
export function isWhole(received: string): boolean {
  const head = received.indexOf('\r\n\r\n');
  if (head === -1) return false;
  const [, length = '0'] = /\r\ncontent-length: (\d+)/i.exec(received) ?? [];
  return received.length >= head + 4 + Number(length);
}
