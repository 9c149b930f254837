import {
  Agent as HttpAgent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

import { after } from '@batch-status/time';
import { InputError } from '../input-error.ts';
import { maxHeaderSize, Passage, type PassageOptions } from './passage.ts';

export interface ProxyOptions extends PassageOptions {
  /** Default 0: any free port. */
  port?: number;
  /** How long exchanges in progress may take to end, in milliseconds. Default 1000. */
  closeGrace?: number;
}

export interface Proxy {
  /** The address where it listens, such as `http://127.0.0.1:8080`. */
  url: string;
  /**
   * Stops, after exchanges in progress have ended or the grace period is over.
   *
   * @returns the number of exchanges that were cut off.
   */
  close(): Promise<number>;
}

/**
 * Starts a server on loopback that forwards every request to another server and every response back,
 * unchanged and without buffering.
 *
 * @throws InputError if the port cannot be used.
 */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const { target, port = 0, closeGrace = 1000 } = options;
  const isSecure = target.protocol === 'https:';
  const agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true });
  const send = isSecure ? httpsRequest : httpRequest;
  const underWay = new Set<Passage>();
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const passage = new Passage(options, { send, agent }, incoming, outgoing);
    underWay.add(passage);
    outgoing.on('close', () => {
      underWay.delete(passage);
      // A client would keep its connection, and the server, open for seconds.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    passage.begin();
  };
  // An upload may take any time.
  const server = createServer({ maxHeaderSize, requestTimeout: 0 }, pass);
  // Without these listeners, Node would respond instead of the server.
  server.on('checkContinue', pass);
  server.on('checkExpectation', pass);
  server.on('connect', (_, socket: Socket) => {
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nallow: GET\r\nconnection: close\r\n\r\n');
  });
  await listening(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      let abandoned = 0;
      const closed = new Promise((resolve) => void server.close(resolve));
      server.closeIdleConnections();
      const cancel = after(closeGrace, () => {
        for (const passage of underWay) if (passage.abandon()) abandoned++;
        server.closeAllConnections();
      });
      await closed;
      cancel();
      // The connection of a client can end before its exchange does.
      for (const passage of underWay) if (passage.abandon()) abandoned++;
      agent.destroy();
      return abandoned;
    },
  };
}

async function listening(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      reject(
        new InputError(`Port ${port} of 127.0.0.1 cannot be used (${code}). Choose another port.`),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
