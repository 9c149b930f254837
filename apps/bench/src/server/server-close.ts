import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { listenOnLoopback } from '@batch-status/loopback';
import { createReferenceServer } from '@batch-status/reference-server';
import { credentials, statusUrl } from '../loopback/status-request.ts';
import type { Table } from '../reports/table.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import { connectTo, isWhole, rawRequest } from './raw-request.ts';

const connections = 10;
const rounds = 31;

/** How long a server takes to close while clients keep idle connections. */
export async function benchServerClose(): Promise<Table> {
  return {
    name: 'server-close',
    title: 'Closing a server that has idle connections',
    note: `Milliseconds from the call of \`close\` until the server and its ${connections} idle connections are closed. The ratio is to \`node:http\`.`,
    unit: { name: 'ms', format: 'hundredths' },
    figures: await takeTurns(
      { 'node:http': closeBare, '@batch-status/reference-server': closeReference },
      rounds,
    ),
  };
}

async function closeReference(): Promise<number> {
  const server = createReferenceServer();
  const { url } = await server.listen();
  return timeToClose(statusUrl(url, 'stalled'), () => server.close());
}

async function closeBare(): Promise<number> {
  const server = createServer((_request, response) => response.end('{}'));
  const { url } = await listenOnLoopback(server);
  return timeToClose(statusUrl(url, 'stalled'), async () => {
    server.close();
    await once(server, 'close');
  });
}

/** Milliseconds. */
async function timeToClose(url: string, close: () => Promise<void>): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => idleConnection(url)));
  const closed = Promise.all(sockets.map((socket) => once(socket, 'close')));
  const startedAt = performance.now();
  await Promise.all([close(), closed]);
  return performance.now() - startedAt;
}

/** A connection whose request got its whole response. */
async function idleConnection(url: string): Promise<Socket> {
  const socket = await connectTo(url);
  socket.write(rawRequest(url, credentials));
  let received = '';
  while (!isWhole(received)) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    received += chunk.toString('latin1');
  }
  return socket;
}
