/**
 * Opens connections, requests a batch on each of them from time to time, and sends the number of
 * those that failed. It keeps the connections until it is killed.
 */
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { credentials } from '../loopback/status-request.ts';
import { isWhole, rawRequest } from '../server/raw-request.ts';

export interface KeptConnections {
  url: string;
  connections: number;
  seconds: number;
}

/** How many connections are opened at once, fewer than the queue of a server that listens. */
const atOnce = 200;
/** Between two requests on a connection, in milliseconds. */
const pause = 10_000;

class Connection {
  readonly #socket: Socket;
  #received = '';
  #isWaiting = false;
  hasFailed = false;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#socket = createConnection({ host: hostname, port: Number(port), noDelay: true });
    const fail = (): void => {
      this.hasFailed = true;
    };
    this.#socket.on('error', fail).on('close', fail);
    this.#socket.on('data', (chunk) => {
      this.#received += chunk.toString('latin1');
      if (!isWhole(this.#received)) return;
      if (!this.#received.startsWith('HTTP/1.1 200 ')) fail();
      this.#received = '';
      this.#isWaiting = false;
    });
  }

  async opened(): Promise<void> {
    await Promise.race([once(this.#socket, 'connect'), once(this.#socket, 'close')]);
  }

  /** Sends a request. The response to the last one must have arrived. */
  request(bytes: Buffer): void {
    this.hasArrived();
    this.#isWaiting = true;
    this.#socket.write(bytes);
  }

  hasArrived(): void {
    if (this.#isWaiting) this.hasFailed = true;
  }
}

const [{ url, connections, seconds }] = (await once(process, 'message')) as [KeptConnections];
const request = rawRequest(url, credentials);
const all: Connection[] = [];
const steps = connections / atOnce;
const startedAt = performance.now();
// From the first connection on, since a server closes connections that send nothing.
for (let step = 0; performance.now() - startedAt < pause + seconds * 1000; step++) {
  const first = (step % steps) * atOnce;
  if (step < steps) {
    const some = Array.from({ length: atOnce }, () => new Connection(url));
    await Promise.all(some.map((connection) => connection.opened()));
    all.push(...some);
  }
  for (const connection of all.slice(first, first + atOnce)) connection.request(request);
  await sleep(Math.max(0, startedAt + ((step + 1) * pause) / steps - performance.now()));
}
await sleep(2000);
for (const connection of all) connection.hasArrived();
process.send!(all.filter(({ hasFailed }) => hasFailed).length);
