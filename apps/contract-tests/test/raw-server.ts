import { createServer, type Server, type Socket } from 'node:net';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';

export interface RawServer extends LoopbackServer {
  /** What it received, by connection. */
  received: string[];
}

/** A server on loopback that responds with these bytes, and leaves the rest to `then`. */
export async function rawServer(
  answer: string | Buffer,
  then: (socket: Socket) => void = (socket) => void socket.end(),
): Promise<RawServer> {
  const received: string[] = [];
  const server: Server = createServer((socket) => {
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
  return { ...(await listenOnLoopback(server)), received };
}

/** Sends these bytes to a server, and returns its response until the connection ends. */
export async function exchanged(url: string, request: string | Buffer): Promise<string> {
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
