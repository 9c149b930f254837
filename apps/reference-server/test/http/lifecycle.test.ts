import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { close, urlOf } from '@batch-status/http-server';
import { listenOnLoopback } from '@batch-status/loopback';
import { expect, onTestFinished, test } from 'vitest';
import { createReferenceServer } from '../../src/index.ts';
import { startServer } from '../running-server.ts';
import { open, readToEnd } from './send-raw.ts';

const head =
  'GET /v1/api/batch-calls/demo/status HTTP/1.1\r\nHost: x\r\nx-api-key: test-key\r\nx-workspace-id: test-workspace\r\n';

test('listen returns the address, by default a free port that only this machine can reach', async () => {
  const server = await startServer();
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  expect(server.port).toBeGreaterThan(0);
});

test.each([
  ['127.0.0.1', 'http://127.0.0.1:80'],
  ['0.0.0.0', 'http://localhost:80'],
  ['::', 'http://localhost:80'],
  ['::1', 'http://[::1]:80'],
])('a server that listens on %s has the URL %s', (host, url) => {
  expect(urlOf(host, 80)).toBe(url);
});

test('a port in use is reported in one sentence', async () => {
  const { port } = await startServer();
  const second = createReferenceServer({ port });
  await expect(second.listen()).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use; stop the program that listens on it, or choose another port (0 takes any free port).`,
  );
  await second.close();
});

test.each(['host', 'apiKey', 'workspaceId'])('an empty %s is rejected', (name) => {
  expect(() => createReferenceServer({ [name]: '' })).toThrow(
    `\`${name}\` must not be empty; leave it out for its default.`,
  );
});

/** In milliseconds. No test waits for this long. */
const aDay = 86_400_000;

test('close ends idle connections at once and accepts no new ones', async () => {
  const server = createServer((_request, response) => response.end());
  const { port, url } = await listenOnLoopback(server);
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const [response] = (await once(get({ port, agent }), 'response')) as [IncomingMessage];
  const closed = once(response.socket, 'close');
  await once(response.resume(), 'end');
  await Promise.all([close(server, aDay), closed]);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('close first answers a request in progress, and then ends its connection', async () => {
  const server = await startServer();
  const socket = await open(server.port);
  socket.write(head);
  // The server has read the head once it answers a later connection.
  await server.get('demo');
  const closing = server.close();
  socket.write('\r\n');
  const answer = await readToEnd(socket);
  await closing;
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toMatch(/^connection: close\r$/im);
});

test('close waits no longer than the grace period for an unfinished request', async () => {
  const server = createServer(() => {});
  const { port } = await listenOnLoopback(server);
  const socket = await open(port);
  socket.write(head);
  const answer = readToEnd(socket);
  await close(server, 10);
  expect(await answer).toBe('');
});

test('close can be called twice, and before listen', async () => {
  const server = createReferenceServer();
  await server.listen();
  await expect(Promise.all([server.close(), server.close()])).resolves.toBeDefined();
  await expect(createReferenceServer().close()).resolves.toBeUndefined();
});
