import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { expect, onTestFinished, test } from 'vitest';

import { exchanged, rawServer } from './raw-server.ts';
import { recording } from './recording.ts';

const json = 'Content-Type: application/json\r\nContent-Length: 2\r\n';
const ok = `HTTP/1.1 200 OK\r\n${json}Connection: close\r\n\r\n{}`;

/** The bytes that a client gets and a server gets, if the server responds with these bytes. */
async function passed(
  answer: string | Buffer,
  request: string,
): Promise<{ answered: string; received: string; entries: number }> {
  const server = await rawServer(answer);
  onTestFinished(() => void server.close());
  const recorder = await recording(server.url);
  const answered = await exchanged(recorder.url, request);
  const entries = await recorder.entries();
  return { answered, received: server.received.join(''), entries: entries.length };
}

const get = (headers: string): string =>
  `GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`;

test.each([
  ['Host: evil.example', '421'],
  ['Host: 127.0.0.1.evil.example', '421'],
  ['Host: localhost\r\nOrigin: https://evil.example', '403'],
  ['Host: localhost\r\nOrigin: http://localhost.evil.example', '403'],
  ['Host: localhost\r\nOrigin: null', '403'],
  ['Host: localhost\r\nSec-Fetch-Site: cross-site', '403'],
])('a request that a web page elsewhere can send is refused: %s', async (headers, status) => {
  const request = `GET /a HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`;
  const { answered, received, entries } = await passed(ok, request);
  expect(answered).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect({ received, entries }).toEqual({ received: '', entries: 0 });
});

test.each([
  'Host: 127.0.0.1:80\r\nOrigin: http://localhost:3000\r\nSec-Fetch-Site: cross-site',
  'Host: [::1]:80\r\nOrigin: http://app.localhost',
  'Host: LOCALHOST\r\nSec-Fetch-Site: none',
])('a request of this machine is forwarded: %s', async (headers) => {
  const request = `GET /a HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`;
  const { answered } = await passed(ok, request);
  expect(answered).toMatch(/^HTTP\/1\.1 200 /);
});

test('headers that are not ASCII pass byte for byte, in both directions', async () => {
  const name = Buffer.from('Jürgen.pdf').toString('latin1');
  const disposition = `Content-Disposition: attachment; filename="${name}"\r\n`;
  const answer = Buffer.from(`HTTP/1.1 200 OK\r\n${disposition}${json}\r\n{}`, 'latin1');
  const server = await rawServer(answer);
  onTestFinished(() => void server.close());
  const recorder = await recording(server.url);
  const request = Buffer.from(get(`X-File: ${name}\r\n`), 'latin1');
  const client = await exchanged(recorder.url, request);
  expect(client).toContain(disposition);
  expect(server.received.join('')).toContain(`X-File: ${name}\r\n`);
});

test('interim responses are passed on, and only the last one is recorded', async () => {
  const interim =
    'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n';
  const { answered, entries } = await passed(interim + ok, get(''));
  expect(answered.startsWith(interim)).toBe(true);
  expect(answered).toContain('HTTP/1.1 200 OK\r\n');
  expect(entries).toBe(1);
});

test('trailers of a request are passed on', async () => {
  let trailers: string[] = [];
  const server = createServer((incoming, response) => {
    incoming.resume().on('end', () => {
      trailers = incoming.rawTrailers;
      response.end('{}');
    });
  });
  await using target = await listenOnLoopback(server);
  const recorder = await recording(target.url);
  await exchanged(
    recorder.url,
    'POST /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Sum: 5\r\n\r\n',
  );
  expect(trailers).toEqual(['X-Sum', '5']);
});

test('the length of a body is forwarded, even if a client calls it a header of the connection', async () => {
  const { received } = await passed(
    ok,
    'POST /a HTTP/1.1\r\nHost: localhost\r\nConnection: close, content-length, x-hop\r\nX-Hop: 1\r\nContent-Length: 2\r\n\r\n{}',
  );
  expect(received).toMatch(/\r\nContent-Length: 2\r\n/);
  expect(received).not.toContain('X-Hop');
});
