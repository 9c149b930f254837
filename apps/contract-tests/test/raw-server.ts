import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface RawServer {
  url: string;
  port: number;
  /** What it was sent, by connection. */
  received: string[];
  close(): Promise<void>;
}

/** A server on loopback that answers with these bytes, and leaves the rest to `then`. */
export async function rawServer(
  answer: string | Buffer,
  then: (socket: Socket) => void = (socket) => void socket.end(),
): Promise<RawServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const connection = received.push('') - 1;
    socket.on('data', (bytes) => {
      const isFirst = received[connection] === '';
      received[connection] += bytes.toString('latin1');
      if (!isFirst) return;
      socket.write(answer);
      then(socket);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

/** What a server sends back to these bytes, until it ends the connection. */
export async function exchanged(url: string, request: string): Promise<string> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(
      Number(new URL(url).port),
      '127.0.0.1',
      () => void socket.write(request),
    );
    socket.on('data', (bytes) => (text += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}
