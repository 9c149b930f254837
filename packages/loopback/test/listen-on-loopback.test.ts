import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { batchOf } from '../src/batches.ts';
import { freePort, listenOnLoopback, unreachableUrl } from '../src/index.ts';

test('a server answers at its URL', async () => {
  const body = JSON.stringify(batchOf({ total: 151 }));
  await using server = await listenOnLoopback(createServer((_, response) => response.end(body)));
  const response = await fetch(server.url);
  expect(await response.json()).toMatchObject({ status: 'processing', total: 151 });
});

test('close ends idle connections, tunnels, and the server', async () => {
  const http = createServer();
  http.on('connect', (_, socket) => socket.write('HTTP/1.1 200 Connected\r\n\r\n'));
  const server = await listenOnLoopback(http);
  const [idle, tunnel] = [connect(server.port, '127.0.0.1'), connect(server.port, '127.0.0.1')];
  await once(idle, 'connect');
  tunnel.write('CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n');
  await once(tunnel, 'data');
  const ends = Promise.all([idle, tunnel].map((socket) => once(socket.resume(), 'close')));
  await server.close();
  await ends;
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
});

test('no server listens at an unreachable URL', async () => {
  await expect(fetch(await unreachableUrl())).rejects.toThrow('fetch failed');
});

test('a free port can be used again and again, and is not one that systems assign by themselves', async () => {
  const port = await freePort();
  for (let time = 0; time < 2; time += 1) {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
  }
  // The first one on Linux. Other systems begin at 49,152.
  expect(port).toBeLessThan(32_768);
});
