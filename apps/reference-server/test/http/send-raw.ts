import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** Opens a connection. */
export async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** All that comes until the server ends the connection. */
export async function readToEnd(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

/** Sends bytes that no client would send, and gives the whole answer. */
export async function sendRaw(port: number, request: string): Promise<string> {
  const socket = await open(port);
  socket.write(request);
  return readToEnd(socket);
}
