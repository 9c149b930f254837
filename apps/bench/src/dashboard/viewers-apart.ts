/**
 * Holds event streams open. It sends its parent a number whenever each of them has received so many
 * events, with the bytes that all have received.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { rawRequest } from '../server/raw-request.ts';

export interface ViewersTask {
  url: string;
  streams: number;
}

export interface Received {
  /** The events that every stream has received. */
  events: number;
  /** What all streams have received, with the framing of HTTP. */
  bytes: number;
}

/** How many connections are opened at once, fewer than the queue of a server that listens. */
const atOnce = 200;

const { url, streams } = JSON.parse(process.argv[2]!) as ViewersTask;
const { hostname, port, host } = new URL(url);
const request = rawRequest(url, { host });
/** How many streams have received so many events. */
const reached: number[] = [];
let bytes = 0;

function count(events: number): void {
  reached[events] = (reached[events] ?? 0) + 1;
  if (reached[events] === streams) process.send!({ events, bytes } satisfies Received);
}

async function open(): Promise<void> {
  const socket = connect({ host: hostname, port: Number(port) });
  let events = 0;
  let endsWithBreak = false;
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    // Only the end of an event has two line feeds, which may be in two chunks.
    if (endsWithBreak && chunk[0] === 10) count((events += 1));
    for (let at = chunk.indexOf('\n\n'); at !== -1; at = chunk.indexOf('\n\n', at + 2)) {
      count((events += 1));
    }
    endsWithBreak = chunk.at(-1) === 10 && chunk.at(-2) !== 10;
  });
  await once(socket, 'connect');
  socket.on('close', () => {
    throw new Error('A stream was closed.');
  });
  socket.write(request);
}

for (let opened = 0; opened < streams; opened += atOnce) {
  await Promise.all(Array.from({ length: Math.min(atOnce, streams - opened) }, open));
}
