import type { Socket } from 'node:net';
import { connectTo, isWhole, rawRequest } from './raw-request.ts';

export interface Load {
  url: string;
  headers: Record<string, string>;
  /** The status that every response must have, so that a refusal is not measured instead. */
  status: number;
  connections: number;
  /** In milliseconds. */
  duration: number;
}

/**
 * Sends the next request on each connection as soon as the response has arrived.
 * Raw sockets use so little CPU that the server is the bottleneck.
 *
 * @returns The number of responses.
 */
export async function countResponses({ url, headers, ...load }: Load): Promise<number> {
  const request = rawRequest(url, headers);
  const sockets = await Promise.all(Array.from({ length: load.connections }, () => connectTo(url)));
  const until = performance.now() + load.duration;
  const counts = await Promise.all(
    sockets.map((socket) => requestUntil(until, socket, request, load.status)),
  );
  for (const socket of sockets) socket.destroy();
  return counts.reduce((sum, count) => sum + count, 0);
}

function requestUntil(
  until: number,
  socket: Socket,
  request: Buffer,
  status: number,
): Promise<number> {
  const start = `HTTP/1.1 ${status} `;
  let responses = 0;
  let received = '';
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed a connection.')));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (!isWhole(received)) return;
      if (!received.startsWith(start)) {
        reject(new Error(`The response began with ${received.slice(0, 12)} instead of ${start}`));
        return;
      }
      received = '';
      responses += 1;
      if (performance.now() < until) socket.write(request);
      else resolve(responses);
    });
    socket.write(request);
  });
}
