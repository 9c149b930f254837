import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

export interface Load {
  url: string;
  headers: Record<string, string>;
  /** What every answer must have, or else the measurement is of something else. */
  status: number;
  connections: number;
  /** In milliseconds. */
  duration: number;
}

/**
 * Asks again on every connection as soon as it has the answer, and gives the count of answers.
 * It does so little itself that the server is what is measured.
 */
export async function countAnswers({ url, headers, ...load }: Load): Promise<number> {
  const { hostname, port, pathname } = new URL(url);
  const lines = Object.entries({ host: hostname, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const request = Buffer.from(`GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const sockets = await Promise.all(
    Array.from({ length: load.connections }, async () => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      await once(socket, 'connect');
      return socket;
    }),
  );
  const until = performance.now() + load.duration;
  const counts = await Promise.all(
    sockets.map((socket) => askUntil(until, socket, request, load.status)),
  );
  for (const socket of sockets) socket.destroy();
  return counts.reduce((sum, count) => sum + count, 0);
}

function askUntil(until: number, socket: Socket, request: Buffer, status: number): Promise<number> {
  const start = `HTTP/1.1 ${status} `;
  let answers = 0;
  let received = '';
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed a connection.')));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (!isWhole(received)) return;
      if (!received.startsWith(start)) {
        reject(new Error(`The server answered ${received.slice(0, 12)} instead of ${start}`));
        return;
      }
      received = '';
      answers += 1;
      if (performance.now() < until) socket.write(request);
      else resolve(answers);
    });
    socket.write(request);
  });
}

function isWhole(received: string): boolean {
  const head = received.indexOf('\r\n\r\n');
  if (head === -1) return false;
  const [, length = '0'] = /\r\ncontent-length: (\d+)/i.exec(received) ?? [];
  return received.length >= head + 4 + Number(length);
}
