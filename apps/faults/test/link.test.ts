import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { listenOnLoopback } from '@batch-status/loopback';
import { expect, onTestFinished, test } from 'vitest';
import { Link } from '../src/stage/link.ts';

/** A client and a server that are connected through a link. */
async function connected() {
  const listener = createServer({ allowHalfOpen: true });
  const server = await listenOnLoopback(listener);
  const link = await Link.to(server.port);
  const client = connect({ port: link.port, host: '127.0.0.1', allowHalfOpen: true });
  const [far] = (await once(listener, 'connection')) as [Socket];
  for (const socket of [client, far]) socket.setEncoding('utf8').on('error', () => {});
  onTestFinished(async () => {
    client.destroy();
    await link[Symbol.asyncDispose]();
    await server.close();
  });
  return { client, far, link };
}

const nextOf = async (socket: Socket): Promise<unknown> => (await once(socket, 'data'))[0];

test('passes on what both sides send, and the end of each', async () => {
  const { client, far } = await connected();
  client.end('question');
  expect(await nextOf(far)).toBe('question');
  await once(far, 'end');
  far.end('answer');
  expect(await nextOf(client)).toBe('answer');
  await once(client, 'end');
});

test('`cut` ends the connection for both', async () => {
  const { client, far, link } = await connected();
  client.resume();
  far.resume();
  // `once` would reject with the reset.
  const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));
  const bothClosed = Promise.all([client, far].map(closed));
  link.cut();
  expect(await bothClosed).toHaveLength(2);
});

test('what is sent while a link is stalled arrives after `resume`', async () => {
  const { client, far, link } = await connected();
  client.write('1');
  expect(await nextOf(far)).toBe('1');
  link.stall();
  let arrived = '';
  far.on('data', (text: string) => (arrived += text));
  client.write('2');
  const other = connect({ port: link.port, host: '127.0.0.1' });
  await once(other, 'connect');
  expect(arrived).toBe('');
  link.resume();
  await nextOf(far);
  expect(arrived).toBe('2');
  other.destroy();
});

test('`halfClose` ends one direction, and the other one goes on', async () => {
  for (const side of ['near', 'far'] as const) {
    const { client, far, link } = await connected();
    const [closed, open] = side === 'near' ? [client, far] : [far, client];
    closed.resume();
    link.halfClose(side);
    await once(closed, 'end');
    closed.write('still here');
    expect(await nextOf(open)).toBe('still here');
  }
});
