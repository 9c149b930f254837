import { createServer, request, type IncomingMessage } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createServer as createSecureServer } from 'node:https';
import { connect, createServer as createRawServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { listenOnLoopback } from '@batch-status/loopback';
import { afterEach, expect, test } from 'vitest';
import { exchanged, rawServer } from './raw-server.ts';
import { recording } from './recording.ts';
import { root } from './run.ts';

const path = '/v1/api/batch-calls/batch_1/status';
const body =
  '{"status":"queued","isComplete":false,"waiting":1,"active":0,"completed":0,"failed":0,"total":1}';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serving(listener: Parameters<typeof createServer>[1]): Promise<string> {
  const { url, close } = await listenOnLoopback(createServer(listener));
  closing.push(close);
  return url;
}

async function raw(
  answer: string,
  then?: Parameters<typeof rawServer>[1],
): ReturnType<typeof rawServer> {
  const server = await rawServer(answer, then);
  closing.push(() => server.close());
  return server;
}

const get = (url: string, extra = ''): Promise<string> =>
  exchanged(url, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${extra}\r\n`);

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
])('a body in %s is forwarded unchanged, and recorded decoded', async (coding, pack) => {
  const packed = pack(Buffer.from(body));
  const target = await serving((_, response) => {
    response.writeHead(200, { 'content-encoding': coding, 'content-type': 'application/json' });
    response.end(packed);
  });
  const recorder = await recording(target);
  const passed = await new Promise<Buffer>((resolve) => {
    request(recorder.url + path, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks)));
    }).end();
  });
  expect(passed).toEqual(packed);
  const [entry] = await recorder.entries();
  expect(entry!.response.content).toEqual({
    size: body.length,
    mimeType: 'application/json',
    text: body,
  });
});

test('a body is forwarded as it arrives', async () => {
  let send: (text: string) => void = () => undefined;
  const target = await serving((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(body.slice(0, 10));
    send = (text) => void response.end(text);
  });
  const recorder = await recording(target);
  const response = await fetch(recorder.url + path);
  const reader = response.body!.getReader();
  const first = await reader.read();
  expect(Buffer.from(first.value).toString()).toBe(body.slice(0, 10));
  send(body.slice(10));
  const second = await reader.read();
  expect(Buffer.from(second.value).toString()).toBe(body.slice(10));
  expect((await recorder.entries())[0]!.response.content.text).toBe(body);
});

test('a body above the limit is forwarded, and the recording says that it was left out', async () => {
  const large = Buffer.alloc(500_000, 'a');
  const target = await serving((_, response) => void response.end(large));
  const recorder = await recording(target, { maxBody: 1000 });
  const response = await fetch(recorder.url + path, { method: 'POST', body: 'x'.repeat(2000) });
  expect((await response.arrayBuffer()).byteLength).toBe(large.length);
  const [entry] = await recorder.entries();
  expect(entry!.response.content).toMatchObject({ text: '', _truncated: true });
  expect(entry!.request).not.toHaveProperty('postData');
  expect(entry!.comment).toBe(
    'The body of the request was left out: it was cut off, too large, or damaged. The body of the response is larger than 1000 bytes and was left out.',
  );
});

test('a small body that would decompress beyond the limit is not decompressed', async () => {
  const packed = gzipSync(Buffer.alloc(2_000_000));
  const target = await serving((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(packed);
  });
  const recorder = await recording(target);
  await (await fetch(recorder.url + path)).body!.cancel().catch(() => undefined);
  const passed = await exchanged(
    recorder.url,
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
  );
  expect(passed.length).toBeGreaterThan(packed.length);
  expect((await recorder.entries()).at(-1)!.response.content).toMatchObject({
    text: '',
    _truncated: true,
  });
});

test('trailers and duplicate headers are forwarded', async () => {
  const server = await raw(
    'HTTP/1.1 200 Fine\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\nX-A: 1\r\nX-A: 2\r\n\r\n' +
      `${body.length.toString(16)}\r\n${body}\r\n0\r\nX-Sum: 7\r\n\r\n`,
  );
  const recorder = await recording(server.url);
  const answer = await get(recorder.url);
  expect(answer).toMatch(/^HTTP\/1\.1 200 Fine\r\n/);
  expect(answer).toContain('X-A: 1\r\nX-A: 2\r\n');
  expect(answer).toContain('0\r\nX-Sum: 7\r\n\r\n');
  expect((await recorder.entries())[0]!.response.content.text).toBe(body);
});

test('hop-by-hop headers are not forwarded in either direction', async () => {
  const server = await raw(
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=7\r\nX-End: 2\r\n\r\n{}',
  );
  const recorder = await recording(server.url);
  const answer = await exchanged(
    recorder.url,
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\nTE: trailers\r\nProxy-Authorization: Basic eDp5\r\nX-End: 1\r\n\r\n`,
  );
  expect(answer).toContain('X-End: 2');
  expect(answer).not.toMatch(/X-Hop|timeout=7/);
  const [sent] = server.received;
  expect(sent).toContain('X-End: 1\r\n');
  expect(sent).toContain(`Host: 127.0.0.1:${server.port}\r\n`);
  expect(sent).not.toMatch(/X-Mine|trailers|eDp5/);
  await recorder.close();
});

test.each([
  ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n'],
  ['GET', 'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'],
  ['GET', 'HTTP/1.1 204 No Content\r\n\r\n'],
])('the response to %s without a body is recorded without one', async (method, answer) => {
  const server = await raw(answer);
  const recorder = await recording(server.url);
  const passed = await exchanged(
    recorder.url,
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
  );
  expect(passed.split('\r\n\r\n')[1]).toBe('');
  const [entry] = await recorder.entries();
  expect(entry!.response.content).toEqual({ size: 0, mimeType: expect.any(String) as string });
  expect(entry!.response.bodySize).toBe(0);
});

test('a body that the server cuts off does not look complete', async () => {
  const server = await raw(
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n${body.slice(0, 5)}\r\n`,
    (socket) => void setImmediate(() => socket.resetAndDestroy()),
  );
  const recorder = await recording(server.url);
  const answer = await get(recorder.url);
  expect(answer).not.toContain('\r\n0\r\n\r\n');
  const [entry] = await recorder.entries();
  expect(entry!.response).toMatchObject({
    status: 200,
    content: { text: '', _truncated: true },
    bodySize: -1,
  });
  expect(entry!.comment).toBe('Cut short: the server closed the connection.');
});

test('an exchange that the client aborts is recorded up to that point', async () => {
  let left = (): void => undefined;
  const isLeft = new Promise<void>((resolve) => (left = resolve));
  const server = await raw(
    'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"sta',
    (socket) => void socket.on('close', left),
  );
  const recorder = await recording(server.url);
  const response = await fetch(recorder.url + path);
  await response.body!.cancel();
  await isLeft;
  const [entry] = await recorder.entries();
  expect(entry!.response.content).toMatchObject({ text: '', _truncated: true });
  expect(entry!.comment).toBe('Cut short: the client disconnected.');
});

test('an unreachable server gives a 502 with a message, which is not recorded as its response', async () => {
  const server = await rawServer('');
  await server.close();
  const recorder = await recording(server.url);
  const response = await fetch(recorder.url + path);
  expect(response.status).toBe(502);
  expect(await response.text()).toBe(
    `${server.url} did not respond (ECONNREFUSED). This message comes from the recorder.\n`,
  );
  const [entry] = await recorder.entries();
  expect(entry!.response).toMatchObject({ status: 0, headers: [], content: { size: -1 } });
  expect(entry!.comment).toBe('Cut short: there was no response (ECONNREFUSED).');
});

test.each(['rubbish\r\n\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n', ''])(
  'a response that is not HTTP gives a 502 (%j)',
  async (answer) => {
    const server = await raw(answer);
    const recorder = await recording(server.url);
    expect(await get(recorder.url)).toMatch(/^HTTP\/1\.1 502 Bad Gateway/);
    expect((await recorder.entries())[0]!.response.status).toBe(0);
  },
);

test('the response of the server to Expect is forwarded', async () => {
  const target = await serving((incoming, response) => {
    incoming.on('data', () => undefined);
    incoming.on('end', () => response.end('{}'));
  });
  const recorder = await recording(target);
  const events: string[] = [];
  await new Promise<void>((resolve) => {
    const sent = request(recorder.url + path, {
      method: 'POST',
      headers: { expect: '100-continue' },
    });
    sent.on('continue', () => {
      events.push('continue');
      sent.end('hello');
    });
    sent.on('response', (response: IncomingMessage) => {
      events.push(String(response.statusCode));
      response.resume().on('end', resolve);
    });
    sent.flushHeaders();
  });
  expect(events).toEqual(['continue', '200']);
  expect(await get(recorder.url, 'Expect: wonders\r\n')).toMatch(/^HTTP\/1\.1 417 /);
  const entries = await recorder.entries();
  expect(entries.map(({ response }) => response.status)).toEqual([200, 417]);
});

test.each([
  [
    'a WebSocket',
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    '501',
  ],
  ['a request to a proxy', 'GET http://example.org/ HTTP/1.1\r\nHost: localhost\r\n\r\n', '400'],
  ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: localhost\r\n\r\n', '405'],
])('%s is rejected, and not recorded', async (_, text, status) => {
  const server = await raw('');
  const recorder = await recording(server.url);
  expect(await exchanged(recorder.url, text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(server.received).toEqual([]);
  expect(await recorder.entries()).toEqual([]);
});

test('a keep-alive connection that the server has closed is replaced', async () => {
  const server = await raw(
    'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
    // It is closed at the next request, without a response.
    (socket) => void socket.once('data', () => socket.resetAndDestroy()),
  );
  const recorder = await recording(server.url);
  for (let call = 0; call < 4; call++) expect((await fetch(recorder.url + path)).status).toBe(200);
  expect(server.received.length).toBeGreaterThan(1);
  expect((await recorder.entries()).map(({ response }) => response.status)).toEqual([
    200, 200, 200, 200,
  ]);
});

test('a request that cannot be repeated gets a connection of its own', async () => {
  const target = await serving((incoming, response) => {
    incoming.resume().on('end', () => response.end(String(incoming.socket.remotePort)));
  });
  const recorder = await recording(target);
  const portOf = async (method: string): Promise<string> =>
    (await fetch(recorder.url + path, { method })).text();
  const kept = await portOf('GET');
  expect(await portOf('GET')).toBe(kept);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    expect(await portOf(method)).not.toBe(kept);
  }
  await recorder.close();
});

test('the recorder survives all behavior of clients and servers', async () => {
  const whole = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  let connections = 0;
  const server = createRawServer((socket) => {
    const kind = connections++ % 7;
    socket.on('error', () => undefined);
    socket.once('data', () => {
      if (kind < 4) socket.write(whole.slice(0, (connections * 37) % whole.length));
      if (kind === 0) socket.resetAndDestroy();
      else if (kind === 1) socket.end();
      else if (kind === 2) socket.end('\u0000\u0001 HTTP\r\n\r\n');
      else if (kind === 4) socket.end('HTTP/1.1 099 No\r\n\r\n');
      else if (kind === 5) socket.end(whole);
      else if (kind === 6) socket.end(`${whole.replace('OK', '\u0001')}${whole}`);
      else setImmediate(() => socket.destroy());
    });
  });
  const { url, close } = await listenOnLoopback(server);
  closing.push(close);
  const recorder = await recording(url);
  const text = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n${'x'.repeat(500)}`;
  const port = Number(new URL(recorder.url).port);
  const stalling: Socket[] = [];
  const client = (call: number): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(call % 2 === 0 ? text.slice(0, call * 7) : text.replace('POST', 'CONNECT'));
        if (call % 3 === 0) setImmediate(() => socket.resetAndDestroy());
        else if (call % 3 === 1) socket.end(call % 2 === 0 ? text.slice(call * 7) : '');
        else stalling.push(socket);
      });
      socket.on('error', () => undefined).on('close', () => resolve());
      socket.resume();
    });
  const clients = Array.from({ length: 84 }, (_, call) => client(call));
  await Promise.all(clients.filter((__, call) => call % 3 !== 2));
  await Promise.all(Array.from({ length: 35 }, () => get(recorder.url)));
  for (const socket of stalling) socket.destroy();
  await Promise.all(clients);
  const entries = await recorder.entries();
  expect(entries.length).toBeGreaterThan(35);
  expect(entries.some(({ response }) => response.content.text === body)).toBe(true);
});

test('bodies of requests are forwarded, with a length and in chunks', async () => {
  const bodies: string[] = [];
  const target = await serving((incoming, response) => {
    let text = '';
    incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
    incoming.on('end', () => {
      bodies.push(
        `${incoming.headers['content-length'] ?? incoming.headers['transfer-encoding']} ${text}`,
      );
      response.end('{}');
    });
  });
  const recorder = await recording(target, { extension: 'ndjson' });
  await fetch(recorder.url + path, { method: 'POST', body: 'hello' });
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(Buffer.from('hel'));
      controller.enqueue(Buffer.from('lo'));
      controller.close();
    },
  });
  await fetch(recorder.url + path, { method: 'POST', body: stream, duplex: 'half' });
  expect(bodies).toEqual(['5 hello', 'chunked hello']);
  expect((await recorder.entries()).map(({ request: { postData } }) => postData?.text)).toEqual([
    'xxxxx',
    'xxxxx',
  ]);
});

test('a server can use https if its certificate is trusted', async () => {
  const pem = await readFile(join(root, 'packages/node-client/test/loopback.pem'), 'utf8');
  const server = createSecureServer({ key: pem, cert: pem }, (_, response) => response.end('{}'));
  const { url: target, close } = await listenOnLoopback(server);
  closing.push(close);
  const trusted = getCACertificates();
  const recorder = await recording(target);
  const distrusted = await fetch(recorder.url + path);
  expect(distrusted.status).toBe(502);
  expect(await distrusted.text()).toContain('did not respond (DEPTH_ZERO_SELF_SIGNED_CERT)');
  closing.push(() => setDefaultCACertificates(trusted));
  setDefaultCACertificates([...trusted, pem]);
  expect((await fetch(recorder.url + path)).status).toBe(200);
  const [, entry] = await recorder.entries();
  expect(entry!.request.url).toBe(`${target}${path}`);
  expect(entry!.response.content.text).toBe('{}');
});

test('the path of the target is a prefix of all requested paths', async () => {
  const urls: string[] = [];
  const target = await serving((incoming, response) => {
    urls.push(incoming.url!);
    response.end();
  });
  const recorder = await recording(`${target}/base/`);
  await fetch(`${recorder.url}/v1/api?x=1`);
  expect(urls).toEqual(['/base/v1/api?x=1']);
  expect((await recorder.entries())[0]!.request.url).toBe(`${target}/xxxx/v1/api?x=0`);
});

test('an exchange that the end of the recording cuts off is counted, and recorded as such', async () => {
  const server = await raw('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"sta', () => undefined);
  const recorder = await recording(server.url, { closeGrace: 0 });
  const response = await fetch(recorder.url + path);
  expect(await recorder.close()).toBe(1);
  expect(recorder.count).toBe(1);
  await expect(response.text()).rejects.toThrow('terminated');
});

test('the end waits for exchanges that end soon', async () => {
  let end: () => void = () => undefined;
  const target = await serving((_, response) => {
    response.write('{');
    end = () => void response.end('}');
  });
  const recorder = await recording(target);
  const response = await fetch(recorder.url + path);
  const closed = recorder.close();
  end();
  expect(await response.text()).toBe('{}');
  expect(await closed).toBe(0);
  expect(recorder.count).toBe(1);
});
