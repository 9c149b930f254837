import { once } from 'node:events';
import { Server as SecureServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { freePort } from './free-port.ts';

/** A server that listens on loopback until `close`, or until the end of an `await using` scope. */
export interface LoopbackServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, or `https:` for a TLS server. */
  url: string;
  port: number;
  /** Ends all connections, and resolves once the server is closed. */
  close: () => Promise<void>;
}

/** Starts to listen on a free port of `127.0.0.1`. */
export async function listenOnLoopback(server: Server): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const scheme = server instanceof SecureServer ? 'https' : 'http';
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    // Also the sockets of tunnels and upgrades, which `closeAllConnections` leaves open.
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { url: `${scheme}://127.0.0.1:${port}`, port, close, [Symbol.asyncDispose]: close };
}

/** The URL of a port on which no server listens. */
export async function unreachableUrl(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}`;
}
