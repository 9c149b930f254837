import { request } from 'node:http';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { credentials, startServer } from '../running-server.ts';
import { sendRaw } from './send-raw.ts';

/** What must not come back. */
const mark = 'mark-of-the-request';

/** The status of an error that is in the form of the contract. */
async function statusOfError(response: Response): Promise<number> {
  const text = await response.text();
  const body = JSON.parse(text) as Record<string, unknown>;
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(typeof body['error']).toBe('string');
  expect(['string', 'undefined']).toContain(typeof body['message']);
  expect(text + JSON.stringify([...response.headers])).not.toContain(mark);
  expect(text).not.toMatch(/\bat .*:\d+/);
  return response.status;
}

const withoutKey = { 'x-workspace-id': 'test-workspace' };
const withoutWorkspace = { 'x-api-key': 'test-key' };

test.each<[string, number, Record<string, string>]>([
  ['no key', 401, withoutKey],
  ['an empty key', 401, { ...credentials, 'x-api-key': '' }],
  ['an unknown key', 401, { ...credentials, 'x-api-key': mark }],
  ['the key and more', 401, { ...credentials, 'x-api-key': 'test-key-2' }],
  ['the beginning of the key', 401, { ...credentials, 'x-api-key': 'test-ke' }],
  ['no workspace', 401, withoutWorkspace],
  ['an empty workspace', 401, { ...credentials, 'x-workspace-id': '' }],
  ['neither', 401, {}],
  ['an unknown key and another workspace', 401, { 'x-api-key': mark, 'x-workspace-id': mark }],
  ['another workspace', 403, { ...credentials, 'x-workspace-id': mark }],
])('a request with %s gets a %i', async (_, status, headers) => {
  const server = await startServer();
  expect(await statusOfError(await fetch(server.statusUrl('demo'), { headers }))).toBe(status);
  expect(await statusOfError(await fetch(server.statusUrl(mark), { headers }))).toBe(status);
});

test('the key and the workspace are those of the options', async () => {
  const server = await startServer({ apiKey: 'another key', workspaceId: 'elsewhere' });
  const headers = { 'x-api-key': 'another key', 'x-workspace-id': 'elsewhere' };
  expect((await fetch(server.statusUrl('demo'), { headers })).status).toBe(200);
  expect(await statusOfError(await server.get('demo'))).toBe(401);
});

test.each([
  ['bad percent-encoding', `${mark}%zz`],
  ['half a percent-encoding', `${mark}%`],
  ['bytes that are not UTF-8', `${mark}%ff`],
  ['nothing', ''],
  ['a line break', `${mark}%0A`],
  ['a null', `%00`],
  ['a C1 control character', `${mark}%C2%85`],
])('an id with %s gets a 400', async (_, batchId) => {
  const server = await startServer();
  expect(await statusOfError(await server.get(batchId))).toBe(400);
});

test.each(['..', '.', '%2e%2e', '%2E'])('the dot segment %s gets a 400', async (id) => {
  const server = await startServer();
  const answer = await sendRaw(
    server.port,
    `GET /v1/api/batch-calls/${id}/status HTTP/1.1\r\nHost: x\r\nx-api-key: test-key\r\nx-workspace-id: test-workspace\r\nConnection: close\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('{"error":"Invalid batch id"');
});

test('an unknown batch gets a 404', async () => {
  const server = await startServer();
  expect(await statusOfError(await server.get(mark))).toBe(404);
  expect(await statusOfError(await server.get('__proto__'))).toBe(404);
});

test.each(['/', '/v1', `/v1/api/batch-calls/${mark}`, '/v1/api/batch-calls/demo/status/', '//'])(
  'the unknown path %s gets a 404, with or without a key',
  async (path) => {
    const server = await startServer();
    expect(await statusOfError(await fetch(server.url + path, { headers: credentials }))).toBe(404);
    expect(
      await statusOfError(await fetch(server.url + path, { method: 'POST', body: mark })),
    ).toBe(404);
  },
);

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'PROPFIND'])(
  '%s gets a 405 with the allowed methods, and the connection stays open',
  async (method) => {
    const server = await startServer();
    const options = { method, headers: credentials };
    const response = await fetch(server.statusUrl('demo'), options);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(await statusOfError(response)).toBe(405);
    expect((await server.get('demo')).status).toBe(200);
  },
);

test('an internal error becomes a 500, and only the log has its details', async () => {
  const logged: unknown[] = [];
  const fault = new Error(mark);
  const server = await startServer({
    now: () => {
      throw fault;
    },
    log: (message, cause) => logged.push(message, cause),
  });
  expect(await statusOfError(await server.get('demo'))).toBe(500);
  expect(logged).toEqual(['A request could not be answered.', fault]);
});

test('errors of the client are not logged', async () => {
  const logged: unknown[] = [];
  const server = await startServer({ log: (message) => logged.push(message) });
  await server.get('unknown');
  await fetch(server.statusUrl('demo'));
  expect(logged).toEqual([]);
});

test.each([
  ['no HTTP at all', `${mark}\r\n\r\n`, 400],
  ['a broken header', `GET / HTTP/1.1\r\n${mark} x\r\n\r\n`, 400],
  ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['headers without end', `GET / HTTP/1.1\r\nx: ${mark.repeat(2000)}\r\n\r\n`, 431],
  ['a tunnel', 'CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n', 405],
  ['a host instead of a path', 'GET x:1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
  ['the path *', 'GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 404],
  ['no path', 'GET http://x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 404],
  ['two slashes', 'GET //healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 404],
  ['an encoded slash', 'GET /%2Fhealthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 404],
  ['a path without end', `GET /${mark.repeat(2000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  [
    'an expectation',
    'GET / HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\nConnection: close\r\n\r\n',
    417,
  ],
])('a request with %s gets an error in the usual form', async (_, bytes, status) => {
  const server = await startServer();
  const answer = await sendRaw(server.port, bytes);
  const [head, body] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head).toMatch(/^content-type: application\/json\r?$/im);
  expect(head).toMatch(/^access-control-allow-origin: \*\r?$/im);
  expect(head).toContain(`Content-Length: ${body!.length}`);
  expect(JSON.parse(body!)).toEqual({ error: expect.any(String) });
  expect(answer).not.toContain(mark);
});

test('a client that disconnects during a request does not harm the server', async () => {
  const server = await startServer();
  const leaving = request(server.statusUrl('demo'), { method: 'POST', headers: credentials });
  leaving.on('error', () => {});
  leaving.write('half');
  const [response] = (await once(leaving, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(405);
  leaving.destroy();
  expect((await server.get('demo')).status).toBe(200);
});

test.each([
  ['GET', '/v1/api/batch-calls/demo/status', 200],
  ['GET', '/healthz', 200],
  ['HEAD', '/readyz?x', 200],
  ['OPTIONS', '', 204],
  ['OPTIONS', '/v1/api/batch-calls/demo/status', 204],
])(
  '%s of its whole address with the path "%s" is the same request',
  async (method, path, status) => {
    const server = await startServer();
    const headers = Object.entries(credentials).map(([name, value]) => `${name}: ${value}\r\n`);
    const answer = await sendRaw(
      server.port,
      `${method} HTTP://x:1${path} HTTP/1.1\r\nHost: y\r\n${headers.join('')}Connection: close\r\n\r\n`,
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  },
);

test('OPTIONS * names the methods of the operation', async () => {
  const server = await startServer();
  const bytes = 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  const answer = await sendRaw(server.port, bytes);
  expect(answer).toMatch(/^HTTP\/1\.1 204 /);
  expect(answer).toMatch(/^allow: GET, HEAD, OPTIONS\r$/im);
});
