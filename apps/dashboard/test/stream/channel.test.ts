import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { listenOnLoopback } from '@batch-status/loopback';
import { expect, onTestFinished, test } from 'vitest';
import { Channel } from '../../src/stream/channel.ts';
import { EventReader, openStream } from './event-reader.ts';

/** A channel on a server, which counts how often it encodes something. */
async function serveChannel(padding = '') {
  const calls = { newest: 0, changes: 0 };
  let mayRead = true;
  const text = (type: string, number: number): string =>
    JSON.stringify({ type, now: number, padding });
  const quiet = { is: false };
  const channel = new Channel({
    newest: () => text('board', (calls.newest += 1)),
    changes: () => {
      calls.changes += 1;
      return quiet.is ? undefined : text('changes', calls.changes);
    },
  });
  const server = createServer((_, response) => {
    channel.join(response, () => mayRead);
    server.emit('joined', response);
  });
  const { port, close } = await listenOnLoopback(server);
  onTestFinished(close);
  const join = async () => {
    const joined = once(server, 'joined') as Promise<[ServerResponse]>;
    const socket: Socket = await openStream(port);
    const [response] = await joined;
    return { socket, response, reader: new EventReader(socket) };
  };
  const revoke = (): void => {
    mayRead = false;
  };
  return { channel, calls, join, revoke, quiet };
}

test('what many viewers get is encoded once for all of them', async () => {
  const { channel, calls, join } = await serveChannel();
  const viewers = [];
  for (let nth = 0; nth < 50; nth += 1) viewers.push(await join());
  expect(calls.newest).toBe(1);
  channel.tick();
  channel.tick();
  for (const { reader } of viewers) {
    await reader.until(({ type, now }) => type === 'changes' && now === 2);
    expect(reader.events.map(({ type }) => type)).toEqual(['board', 'changes', 'changes']);
  }
  expect(calls).toEqual({ newest: 1, changes: 2 });
  await join();
  expect(calls.newest).toBe(2);
});

test('an event is sent as it is, without the framing of chunks', async () => {
  const { join } = await serveChannel();
  const { socket, reader } = await join();
  let received = '';
  socket.on('data', (chunk) => (received += String(chunk)));
  const event = await reader.until(({ type }) => type === 'board');
  const [, body] = received.split('\r\n\r\n');
  expect(body).toBe(`data: ${JSON.stringify(event)}\n\n`);
});

test('a viewer that reads too slowly misses changes, and then gets the newest state', async () => {
  // More than the system keeps for a connection.
  const { channel, calls, join } = await serveChannel('x'.repeat(2_000_000));
  const { socket, reader, response } = await join();
  await reader.until(() => true);
  socket.pause();
  for (let nth = 0; nth < 30; nth += 1) channel.tick();
  const { newest } = calls;
  expect(response.writableLength).toBeLessThan(5_000_000);
  socket.resume();
  const { now } = await reader.until((event) => event.type === 'board' && event.now > 1);
  expect(now).toBe(newest + 1);
  expect(reader.events.length).toBeLessThan(20);
  channel.tick();
  await reader.until((event) => event.type === 'changes' && event.now === 31);
});

test('without a change, a comment shows that the stream lives', async () => {
  const { channel, join, quiet } = await serveChannel();
  quiet.is = true;
  const { reader, socket } = await join();
  await reader.until(() => true);
  channel.tick();
  while (!reader.comments.includes(':')) await once(socket, 'read');
  expect(reader.events).toHaveLength(1);
});

test.each([
  ['cuts its connection', (socket: Socket) => socket.destroy()],
  ['closes its half of the connection', (socket: Socket) => socket.end()],
])('a viewer that %s is forgotten', async (_, leave) => {
  const { channel, join } = await serveChannel();
  const { socket, response, reader } = await join();
  await reader.until(() => true);
  expect(channel.size).toBe(1);
  const closed = once(response, 'close');
  leave(socket);
  await closed;
  expect(channel.size).toBe(0);
  channel.tick();
});

test('a stream ends when its viewer may no longer read it, also if the viewer reads nothing', async () => {
  const { channel, join, revoke } = await serveChannel('x'.repeat(2_000_000));
  const silent = await join();
  silent.socket.pause();
  for (let nth = 0; nth < 10; nth += 1) channel.tick();
  expect(silent.response.writableNeedDrain).toBe(true);
  const { reader, response } = await join();
  await reader.until(() => true);
  revoke();
  const closed = Promise.all([once(response, 'close'), once(silent.response, 'close')]);
  channel.tick();
  await closed;
  expect(reader.events).toHaveLength(1);
  expect(channel.size).toBe(0);
});
