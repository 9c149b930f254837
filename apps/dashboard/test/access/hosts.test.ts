import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { systemClock } from '@batch-status/time';
import { expect, test } from 'vitest';
import { ownHosts } from '../../src/access/own-hosts.ts';
import { ask } from '../ask.ts';
import { FakeService } from '../fake-service.ts';
import { serveDashboard } from '../serve.ts';

const paths = ['/', '/api/events', '/assets/x.js', '/api/batches/b/history', '/nowhere'];

test('a request for another host is answered with 421, on every path', async () => {
  const { url, port } = await serveDashboard(new FakeService(systemClock));
  const wrong = ['evil.example', `evil.example:${port}`, '127.0.0.1', `localhost:${port}.evil`];
  for (const path of paths) {
    for (const host of wrong) {
      const { status, json } = await ask(`${url}${path}`, { headers: { host } });
      expect([status, json()]).toEqual([
        421,
        {
          error: {
            code: 'wrong_host',
            message: expect.stringContaining('not an address of this dashboard'),
          },
        },
      ]);
    }
  }
  for (const host of [`127.0.0.1:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
    expect(await ask(url, { headers: { host } })).toMatchObject({ status: 200 });
  }
});

test.each([
  ['two hosts', 'Host: 127.0.0.1:PORT\r\nHost: evil.example\r\n', '421'],
  ['two hosts, the other one first', 'Host: evil.example\r\nHost: 127.0.0.1:PORT\r\n', '421'],
  ['an empty host', 'Host: \r\n', '421'],
  ['no host', '', '400'],
])('a request with %s is refused', async (_, header, status) => {
  const { port } = await serveDashboard(new FakeService(systemClock));
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const host = header.replace('PORT', String(port));
  socket.end(`GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
  expect(await text(socket)).toMatch(`HTTP/1.1 ${status} `);
});

test('a request that names another host in its first line is refused', async () => {
  const { url, port } = await serveDashboard(new FakeService(systemClock));
  const path = `http://evil.example:${port}/api/events`;
  expect(await ask(url, { path })).toMatchObject({ status: 421 });
});

test('own hosts are those of the address that it listens on, and the public one', () => {
  const publicUrl = new URL('https://status.example');
  const { hosts, origins } = ownHosts({ host: '::', port: 80, publicUrl });
  for (const host of ['localhost', 'localhost:80', '[::1]', 'status.example']) {
    expect(hosts).toContain(host);
  }
  expect(hosts).toContain('status.example:443');
  expect(origins).toContain('https://status.example');
  expect(origins).not.toContain('http://status.example');
  expect([...ownHosts({ host: '10.1.2.3', port: 8788 }).hosts]).toContain('10.1.2.3:8788');
});

test.each(['0', '0.0.0.0', '0x0', '::', '0:0:0:0:0:0:0:0'])(
  'with the host %s, the addresses of the machine are own hosts',
  (host) => {
    const { hosts } = ownHosts({ host, port: 8788 });
    const [first] = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    const { address, family } = first!;
    expect(hosts).toContain(family === 'IPv6' ? `[${address}]:8788` : `${address}:8788`);
  },
);

test('an own host with a zone is listed without it', () => {
  expect(ownHosts({ host: 'fe80::1%eth0', port: 8788 }).hosts).toContain('[fe80::1]:8788');
});

test('changes need the origin of the dashboard itself', async () => {
  const { url, port, board } = await serveDashboard(new FakeService(systemClock));
  const add = (headers: Record<string, string>) =>
    ask(`${url}/api/batches`, { method: 'POST', body: '{"batchIds":["b"]}', headers });
  const wrong = ['https://evil.example', 'null', `https://127.0.0.1:${port}`, 'http://127.0.0.1'];
  for (const headers of [{}, ...wrong.map((origin) => ({ origin }))]) {
    expect(await add(headers)).toMatchObject({ status: 403 });
  }
  for (const path of ['/api/batches/b', '/api/shares/x']) {
    expect(await ask(url + path, { method: 'DELETE' })).toMatchObject({ status: 403 });
  }
  expect([...board.batches()]).toEqual([]);
  for (const origin of [url, `http://localhost:${port}`]) {
    expect(await add({ origin })).toMatchObject({ status: 200 });
  }
});
