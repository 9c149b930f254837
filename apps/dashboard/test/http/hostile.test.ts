import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import type { RefusalAnswer } from '../../src/wire/answers.ts';
import { ask, change } from '../ask.ts';
import { FakeService } from '../fake-service.ts';
import { serveDashboard } from '../serve.ts';
import { openStream } from '../stream/event-reader.ts';
import { pageFolder } from './page-folder.ts';
import { rawRequest, sendRaw } from './send-raw.ts';

async function serve(options = {}) {
  const clock = new VirtualClock();
  const service = new FakeService(clock);
  return serveDashboard(service, { clock, pageFolder: pageFolder(), base: '/team/', ...options });
}

const ownOrigin = (port: number): string => `Origin: http://127.0.0.1:${port}`;

/** Requests that no browser sends, and the status of the answer to each. */
const requests: Record<string, [number, (port: number) => string]> = {
  'bytes of TLS': [400, () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  'a line that is not HTTP': [400, () => 'HELLO\r\n\r\n'],
  'the preface of HTTP/2': [400, () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  'a header without a colon': [400, (port) => rawRequest(port, 'GET /team/', ['X'])],
  'a path with a NUL': [400, (port) => rawRequest(port, 'GET /team/\x00')],
  'a body of two lengths': [
    400,
    (port) =>
      rawRequest(port, 'POST /team/api/batches', [
        'Content-Length: 3',
        'Transfer-Encoding: chunked',
      ]),
  ],
  'a chunk without a size': [
    400,
    (port) =>
      `${rawRequest(port, 'POST /team/api/batches', [ownOrigin(port), 'Transfer-Encoding: chunked'])}zz\r\n`,
  ],
  'too long extensions of a chunk': [
    413,
    (port) =>
      `${rawRequest(port, 'POST /team/api/batches', [ownOrigin(port), 'Transfer-Encoding: chunked'])}1;${'a'.repeat(60_000)}`,
  ],
  'a header of 60 kB': [
    431,
    (port) => rawRequest(port, 'GET /team/', [`X: ${'a'.repeat(60_000)}`]),
  ],
  'a path of 60 kB': [431, (port) => rawRequest(port, `GET /team/batches/${'a'.repeat(60_000)}`)],
  'no host': [400, () => 'GET /team/ HTTP/1.1\r\nConnection: close\r\n\r\n'],
  'no host in HTTP/1.0': [400, () => 'GET /team/ HTTP/1.0\r\n\r\n'],
  'a host with a name before it': [
    421,
    (port) => rawRequest(port, 'GET /team/', [`Host: a@127.0.0.1:${port}`]),
  ],
  'a host that ends with a dot': [
    421,
    (port) => rawRequest(port, 'GET /team/', [`Host: localhost.:${port}`]),
  ],
  'a URL of another server': [421, (port) => rawRequest(port, 'GET http://evil.example/')],
  'a URL of this server with a user name': [
    400,
    (port) => rawRequest(port, `GET http://a@127.0.0.1:${port}/team/`),
  ],
  'a URL without a host': [400, (port) => rawRequest(port, 'GET http:///team/')],
  'a URL of another protocol': [400, (port) => rawRequest(port, 'GET ftp://127.0.0.1/')],
  'a URL of this server and two Host headers': [
    421,
    (port) =>
      rawRequest(port, `GET http://127.0.0.1:${port}/team/`, [
        `Host: 127.0.0.1:${port}`,
        'Host: evil.example',
      ]),
  ],
  'a URL of this server, but no Host header': [
    400,
    (port) => `GET http://127.0.0.1:${port}/team/ HTTP/1.1\r\nConnection: close\r\n\r\n`,
  ],
  'a URL of 60 kB': [
    431,
    (port) => rawRequest(port, `GET http://127.0.0.1:${port}/team/?${'a'.repeat(60_000)}`),
  ],
  'a host instead of a path': [400, (port) => rawRequest(port, `GET 127.0.0.1:${port}`)],
  'a tunnel': [405, (port) => rawRequest(port, 'CONNECT 127.0.0.1:80')],
  'all paths, to read them': [400, (port) => rawRequest(port, 'GET *')],
  'options of another server': [
    421,
    (port) => rawRequest(port, 'OPTIONS *', ['Host: evil.example']),
  ],
  'options of a path': [405, (port) => rawRequest(port, 'OPTIONS /team/api/batches')],
  'a trace': [405, (port) => rawRequest(port, 'TRACE /team/')],
  'two slashes': [404, (port) => rawRequest(port, 'GET /team//api/events')],
  'two slashes first': [404, (port) => rawRequest(port, 'GET //evil.example/team/')],
  'an encoded slash between names': [404, (port) => rawRequest(port, 'GET /team/api%2Fevents')],
  dots: [404, (port) => rawRequest(port, 'GET /team/assets/../index.html')],
  'encoded dots': [404, (port) => rawRequest(port, 'GET /team/assets/..%2f..%2fetc%2fpasswd')],
  backslashes: [404, (port) => rawRequest(port, 'GET /team/assets\\..\\index.html')],
  'an encoded NUL': [404, (port) => rawRequest(port, 'GET /team/api/batches/a%00b/history')],
  'half an encoded character': [
    400,
    (port) => rawRequest(port, 'GET /team/api/batches/%F0/history'),
  ],
  'no origin': [403, (port) => rawRequest(port, 'POST /team/api/batches')],
  'the origin null': [403, (port) => rawRequest(port, 'POST /team/api/batches', ['Origin: null'])],
  'two origins': [
    403,
    (port) =>
      rawRequest(port, 'POST /team/api/batches', [ownOrigin(port), 'Origin: http://evil.example']),
  ],
};

test.each(Object.entries(requests))(
  'a request with %s is answered in one sentence',
  async (_, [status, request]) => {
    const { port, errors } = await serve();
    const answer = await sendRaw(port, request(port));
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain("default-src 'none'");
    const json = body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1);
    const { error } = JSON.parse(json) as RefusalAnswer;
    expect(error.message).toMatch(/^[A-Z`][^.]*(?:\.|: see .*\.)$/);
    expect(errors).toEqual([]);
  },
);

test.each([
  ['a number', '{"batchIds":[7]}'],
  ['an object that has no text', '{"batchIds":[{"toString":1}]}'],
  ['lists in lists', `{"batchIds":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`],
  ['bytes that are not UTF-8', '{"batchIds":["\xFF"]}'],
])('a list of batches with %s is refused as a whole', async (_, list) => {
  const { url, errors, board } = await serve();
  const answer = await ask(`${url}/team/api/batches`, {
    method: 'POST',
    headers: { origin: url },
    body: Buffer.from(list, 'latin1'),
  });
  expect([answer.status, errors, [...board.batches()]]).toEqual([400, [], []]);
});

test('names of members of every object are ids like others', async () => {
  const { url } = await serve();
  const batchIds = ['__proto__', 'constructor'];
  expect((await change(`${url}/team/api/batches`, 'POST', { batchIds })).json()).toEqual({
    batches: batchIds.map((batchId) => ({ batchId })),
  });
  for (const batchId of batchIds) {
    expect(await ask(`${url}/team/api/batches/${batchId}/history`)).toMatchObject({ status: 200 });
  }
});

test('a number that is not whole is refused, and the history goes on', async () => {
  const { url, board } = await serve();
  board.add(['b']);
  const body = { batchId: 'b', expiresIn: 60_000.5 };
  expect(await change(`${url}/team/api/shares`, 'POST', body)).toMatchObject({ status: 400 });
  expect(board.state.historyProblem).toBeUndefined();
});

test('a body of 20 MB is refused once it has been sent, and the connection stays usable', async () => {
  const { url, port } = await serve();
  const size = 20_000_000;
  const start = `POST /team/api/batches HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${ownOrigin(port)}\r\nContent-Length: ${size}\r\n\r\n`;
  const answers = await sendRaw(
    port,
    `${start}${'x'.repeat(size)}${rawRequest(port, 'GET /team/api/shares')}`,
  );
  expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  expect(await ask(`${url}/team/`)).toMatchObject({ status: 200 });
});

test('what is not HTTP after the request for a stream ends the stream without a second answer', async () => {
  const { port } = await serve();
  const stream = await openStream(port, '/team/api/events');
  stream.on('error', () => undefined);
  await once(stream, 'readable');
  stream.write('HELLO\r\n\r\n');
  expect((await text(stream)).match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200']);
});

test('a client that asks for another protocol, a part, or more than there is gets the page', async () => {
  const { port } = await serve();
  for (const headers of [
    ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'],
    ['Range: bytes=0-3'],
    ['Expect: tea'],
    ['If-Modified-Since: Tue, 01 Jan 2036 00:00:00 GMT'],
  ]) {
    const answer = await sendRaw(port, rawRequest(port, 'GET /team/', headers));
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
    expect(answer).toContain('<base href="/team/" />');
  }
});

test('a URL of this server as the request target is the same request as its path', async () => {
  const { port, url } = await serve();
  const own = `http://127.0.0.1:${port}`;
  // The host in the request target overrides the header.
  const other = ['Host: evil.example'];
  for (const request of [
    rawRequest(port, `GET ${own}/team/`),
    rawRequest(port, `GET HTTP://LOCALHOST:${port}/team/?sort=name`, other),
    rawRequest(port, `GET ${own}/team/batches/a%2Fb`, other),
  ]) {
    const answer = await sendRaw(port, request);
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
    expect(answer).toContain('<base href="/team/" />');
  }
  const stream = await sendRaw(port, rawRequest(port, `GET ${own}/team/api/shares`, other));
  expect(stream).toMatch(/^HTTP\/1.1 200 OK/);
  const root = await serve({ base: '/' });
  for (const path of ['', '?sort=name', '/']) {
    const target = `GET ${root.url}${path}`;
    expect(await sendRaw(root.port, rawRequest(root.port, target))).toMatch(/^HTTP\/1.1 200 OK/);
  }
  // What changes something still needs the origin of the page.
  const adding = `POST ${url}/team/api/batches`;
  expect(await sendRaw(port, rawRequest(port, adding))).toMatch(/^HTTP\/1.1 403 /);
});

test.each(['*', 'http://127.0.0.1:PORT'])('OPTIONS %s names all methods', async (target) => {
  const { port } = await serve();
  const start = `OPTIONS ${target.replace('PORT', String(port))}`;
  const answer = await sendRaw(port, rawRequest(port, start));
  expect(answer).toMatch(/^HTTP\/1.1 204 /);
  expect(answer).toMatch(/^Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS\r$/m);
});

test('pipelined requests are answered in their order', async () => {
  const { port } = await serve();
  const host = `Host: 127.0.0.1:${port}`;
  const get = (path: string) => `GET ${path} HTTP/1.1\r\n${host}\r\n\r\n`;
  const answers = await sendRaw(
    port,
    `${get('/team/api/shares')}${get('/none').repeat(50)}${rawRequest(port, 'GET /team/')}`,
  );
  const statuses = answers.match(/HTTP\/1.1 \d+/g);
  expect(statuses).toEqual(
    [200, ...Array(50).fill(404), 200].map((status) => `HTTP/1.1 ${status}`),
  );
});

test('the address without the last slash of the base keeps its query', async () => {
  const { url } = await serve();
  expect(await ask(`${url}/team?sort=name&token=a%26b`)).toMatchObject({
    status: 308,
    headers: { location: '/team/?sort=name&token=a%26b' },
  });
});
