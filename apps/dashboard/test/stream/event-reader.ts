import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { BoardEvent } from '../../src/wire/board.ts';

/** Opens a stream on a raw socket, which reads only what a test wants. */
export async function openStream(
  port: number,
  path = '/api/events',
  headers: readonly string[] = [],
): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const own = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Connection: close'];
  const lines = [...own, ...headers, '', ''];
  socket.write(lines.join('\r\n'));
  return socket;
}

/** Reads the events of a stream. */
export class EventReader {
  readonly #socket: Socket;
  #text = '';
  bytes = 0;
  readonly events: BoardEvent[] = [];
  readonly comments: string[] = [];

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      this.bytes += Buffer.byteLength(chunk);
      this.#text += chunk;
      this.#parse();
      socket.emit('read');
    });
  }

  /** Waits until an event is as a test wants it. */
  async until(isWanted: (event: BoardEvent) => boolean): Promise<BoardEvent> {
    for (;;) {
      const found = this.events.find(isWanted);
      if (found) return found;
      await once(this.#socket, 'read');
    }
  }

  #parse(): void {
    const parts = this.#text.split('\n\n');
    this.#text = parts.pop()!;
    for (const part of parts) {
      // The head of the response stands before the first one.
      const line = part.split('\n').at(-1)!;
      if (line.startsWith('data: ')) this.events.push(JSON.parse(line.slice(6)) as BoardEvent);
      else this.comments.push(line);
    }
  }
}
