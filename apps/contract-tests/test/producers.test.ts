import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

import type { Exchange } from '@batch-status/conformance';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readHar } from '@batch-status/har';
import { contractTests } from './run.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'producers-'));
});
afterAll(() => rm(folder, { recursive: true }));

const url = 'https://api.trillet.ai/v1/api/batch-calls/b/status';
const body =
  '{"status":"queued","isComplete":false,"waiting":0,"active":0,"completed":0,"failed":0,"total":0}';
const json = { name: 'content-type', value: 'application/json' };
const base64 = Buffer.from(body).toString('base64');

/** Peculiarities of each recorder that could be misread. */
const producers: Record<string, object> = {
  'Chrome over HTTP 2': {
    _connectionId: '51',
    _initiator: { type: 'script', stack: { callFrames: [{ functionName: '"}]}', url: '' }] } },
    _priority: 'High',
    _resourceType: 'fetch',
    cache: {},
    connection: '443',
    pageref: 'page_1',
    request: {
      method: 'GET',
      url,
      httpVersion: 'h2',
      headers: [
        { name: ':authority', value: 'api.example' },
        { name: ':method', value: 'GET' },
        { name: ':path', value: '/v1/api/batch-calls/b/status' },
        { name: 'x-api-key', value: 'k' },
        { name: 'x-workspace-id', value: 'w' },
      ],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status: 200,
      statusText: '',
      headers: [{ name: ':status', value: '200' }, json],
      content: { size: body.length, mimeType: 'application/json', text: body },
      headersSize: -1,
      bodySize: -1,
      _transferSize: 300,
      _error: null,
      _fetchedViaServiceWorker: false,
    },
    serverIPAddress: '[::1]',
    startedDateTime: '2024-01-01T00:00:00.000Z',
    time: 12.5,
    timings: { blocked: 1, dns: -1, ssl: -1, connect: -1, send: 1, wait: 1, receive: 1 },
  },
  'Firefox, with its own time zone': {
    startedDateTime: '2024-01-01T01:00:00.000+01:00',
    request: { bodySize: 0, method: 'GET', url, httpVersion: 'HTTP/2', headers: [] },
    response: {
      status: 200,
      statusText: '',
      httpVersion: 'HTTP/2',
      headers: [{ name: 'Content-Type', value: 'application/json; charset=utf-8' }],
      content: { mimeType: 'application/json; charset=utf-8', size: body.length, text: body },
      redirectURL: '',
      headersSize: 400,
      bodySize: 500,
    },
    cache: {},
    timings: { blocked: -1, dns: 0, connect: 0, ssl: 0, send: 0, wait: 12, receive: 0 },
    time: 12.5,
    _securityState: 'secure',
    serverIPAddress: '127.0.0.1',
    connection: '443',
    pageref: 'page_1',
  },
  'Safari, with the body in base64': {
    pageref: 'page_0',
    startedDateTime: '2024-01-01T00:00:00.000Z',
    time: 12.5,
    request: { method: 'GET', url, httpVersion: 'HTTP/2', headers: [], bodySize: -1 },
    response: {
      status: 200,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      content: {
        size: body.length,
        compression: 0,
        mimeType: 'application/json',
        text: base64,
        encoding: 'base64',
      },
      bodySize: -1,
      _transferSize: 0,
    },
    _fetchType: 'Network Load',
    _priority: 'medium',
  },
  'Playwright, embedding': {
    startedDateTime: '2024-01-01T00:00:00.000Z',
    time: 12.5,
    request: { method: 'GET', url, headers: [], queryString: [] },
    response: {
      status: 200,
      statusText: 'OK',
      headers: [json],
      content: { size: -1, mimeType: 'application/json', text: base64, encoding: 'base64' },
      headersSize: -1,
      bodySize: -1,
      _transferSize: -1,
    },
    _monotonicTime: 1,
    _serverPort: 443,
  },
  'Playwright, attaching': {
    startedDateTime: '2024-01-01T00:00:00.000Z',
    time: 12.5,
    request: { method: 'GET', url, headers: [] },
    response: {
      status: 200,
      headers: [json],
      content: { size: -1, mimeType: 'application/json', _file: '0a1b2c.json' },
    },
  },
  mitmproxy: {
    startedDateTime: '2024-01-01T00:00:00.000000+00:00',
    time: 12.5,
    request: { method: 'GET', url, httpVersion: 'HTTP/1.1', cookies: [], headers: [], bodySize: 0 },
    response: {
      status: 200,
      statusText: 'OK',
      headers: [
        { name: 'Content-Type', value: 'application/json' },
        { name: 'content-encoding', value: 'gzip' },
      ],
      content: { size: body.length, compression: 12, mimeType: 'application/json', text: body },
      bodySize: 90,
    },
    cache: {},
    timings: { connect: -1, ssl: -1, send: 1, receive: 1, wait: 10 },
    serverIPAddress: '',
  },
  'Charles, with the body as it was sent': {
    startedDateTime: '2024-01-01T00:00:00.000Z',
    time: 12.5,
    request: { method: 'GET', url, httpVersion: 'HTTP/1.1', headers: [], headersSize: 300 },
    response: {
      _charlesStatus: 'COMPLETE',
      status: 200,
      statusText: 'OK',
      headers: [
        { name: 'Content-Type', value: 'application/json' },
        { name: 'Content-Encoding', value: 'br' },
      ],
      content: {
        size: body.length,
        mimeType: 'application/json',
        text: brotliCompressSync(body).toString('base64'),
        encoding: 'base64',
      },
    },
  },
  'Insomnia, without headers': {
    startedDateTime: '2024-01-01T00:00:00.000Z',
    time: 12.5,
    request: { method: 'GET', url, httpVersion: 'HTTP/1.1', cookies: [], headers: [] },
    response: {
      status: 200,
      statusText: 'OK',
      headers: [],
      content: { size: body.length, mimeType: 'application/json; charset=utf-8', text: body },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    comment: 'Batch status',
  },
  'redocly proxy': {
    startedDateTime: '2024-01-01T00:00:00.000Z',
    time: 12.5,
    request: {
      method: 'GET',
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      queryString: [],
    },
    response: {
      status: 200,
      statusText: '',
      headers: [json],
      cookies: [],
      content: { size: body.length, mimeType: 'application/json', text: body },
      redirectURL: '',
    },
  },
};

async function written(name: string, ...entries: object[]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify({ log: { version: '1.2', pages: [{}], entries } }));
  return file;
}

async function exchangesIn(file: string): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for await (const exchange of readHar(file)) exchanges.push(exchange);
  return exchanges;
}

describe('a recording is understood as its recorder meant it', () => {
  beforeAll(() => writeFile(join(folder, '0a1b2c.json'), body));

  test.each(Object.entries(producers))('%s', async (name, entry) => {
    const file = await written(`${name}.har`, entry);
    const [exchange] = await exchangesIn(file);
    expect(exchange).toMatchObject({
      request: { method: 'GET', url },
      response: { status: 200, body },
      startedAt: Date.UTC(2024, 0, 1),
      endedAt: Date.UTC(2024, 0, 1) + 12.5,
    });
    const { code, stdout } = await contractTests('verify', '--fail-on', 'warning', file);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 exchange checked'),
    });
  });
});

const entry = (response: object, more: object = {}) => ({
  startedDateTime: '2024-01-01T00:00:00.000Z',
  time: 1,
  request: { method: 'GET', url, headers: [] },
  response: { headers: [], content: {}, ...response },
  ...more,
});
const request = (address: string) => ({ request: { method: 'GET', url: address, headers: [] } });

test.each([
  [
    'Firefox leaves out a body',
    entry({
      status: 200,
      headers: [json],
      content: { size: 9, comment: 'Response bodies are not included.' },
    }),
    'missing-body',
    1,
  ],
  [
    'Chrome has no text of a body that it gave away',
    entry({ status: 200, headers: [json], content: { size: 9, mimeType: 'application/json' } }),
    'missing-body',
    1,
  ],
  [
    'an attached file is gone',
    entry({ status: 200, headers: [json], content: { _file: 'gone.json' } }),
    'missing-body',
    1,
  ],
  ['a request was blocked', entry({ status: 0, _error: 'net::ERR_FAILED' }), 'no-response', 0],
  ['a request had no answer, which is -1', entry({ status: -1 }), 'no-response', 0],
])('if %s, the run does not pass', async (name, recorded, rule, checked) => {
  const { stdout } = await contractTests('verify', await written(`${name}.har`, recorded));
  expect(stdout).toContain(` ${rule}: `);
  expect(stdout).toContain(`${checked} exchanges checked`.replace(/^1 exchanges/, '1 exchange'));
});

test.each([
  ['above', (name: string) => `../${name}`],
  ['below', (name: string) => `below/${name}`],
  ['that is absolute', (name: string) => join(folder, name)],
  ['through another folder', (name: string) => `below/../${name}`],
])('an attached file with a path %s is not read', async (where, nameOf) => {
  const within = join(folder, `within-${where}`);
  const files = [
    'elsewhere.json',
    `within-${where}/elsewhere.json`,
    `within-${where}/below/elsewhere.json`,
  ];
  await mkdir(join(within, 'below'), { recursive: true });
  for (const file of files) await writeFile(join(folder, file), body);
  const content = { _file: nameOf('elsewhere.json') };
  const file = await written(
    `within-${where}/attached.har`,
    entry({ status: 200, headers: [json], content }),
  );
  const [exchange] = await exchangesIn(file);
  expect(exchange!.response).toMatchObject({ body: undefined });
  const beside = entry({ status: 200, headers: [json], content: { _file: 'elsewhere.json' } });
  const [read] = await exchangesIn(await written(`within-${where}/beside.har`, beside));
  expect(read!.response.body).toBe(body);
});

test('a body in the recording takes precedence over an attached file', async () => {
  await writeFile(join(folder, 'attached.json'), '{}');
  const content = { text: body, _file: 'attached.json' };
  const file = await written('both.har', entry({ status: 200, headers: [json], content }));
  const [exchange] = await exchangesIn(file);
  expect(exchange!.response.body).toBe(body);
});

test('other requests in the recordings of browsers are read, and are out of scope', async () => {
  const file = await written(
    'page.har',
    entry({ status: 200, content: { text: body } }, request('data:image/png;base64,AAAA')),
    entry({ status: 200 }, request('blob:https://app.example/1')),
    entry(
      { status: 101 },
      { ...request('wss://app.example/live'), _webSocketMessages: [{ data: '}]}' }] },
    ),
    entry({ status: 200 }, request('chrome-extension://abc/x.js')),
    entry({ status: 200, headers: [json], content: { text: body } }),
  );
  const { code, stdout } = await contractTests('verify', file);
  expect(stdout).toContain('1 exchange checked, 4 out of scope (other server 4)');
  expect(code).toBe(0);
});

test('the cached body that a browser records with a 304 is ignored', async () => {
  const content = { text: body, size: body.length };
  // Chrome, and Firefox.
  const shown = [0, 130].map((bodySize) => entry({ status: 304, bodySize, content }));
  const { code } = await contractTests('verify', await written('shown.har', ...shown));
  expect(code).toBe(0);
});

const good = entry({ status: 200, headers: [json], content: { text: body } });
const bad = entry({ status: 200, headers: [json], content: { text: '{}' } });

test('entries without a response are unanswered, and the others are checked', async () => {
  const { response: _, ...without } = good;
  const file = await written('unanswered.har', without, { ...good, response: null }, good, bad);
  const { stdout, stderr, code } = await contractTests('verify', file);
  expect(stdout).toContain('2 exchanges checked, 0 out of scope, 2 unanswered');
  expect({ stderr, code }).toEqual({ stderr: expect.stringContaining('not fit'), code: 1 });
});

test('of a file with entries that are not exchanges, the others are checked', async () => {
  const file = await written(
    'unusable.har',
    good,
    {},
    { ...good, request: { method: 'GET', url: '/relative' } },
    { ...good, response: { status: 'many' } },
    bad,
  );
  const { stdout, stderr, code } = await contractTests('verify', file);
  expect(stdout).toContain(`${file}, entry 4\n  error schema: `);
  expect(stdout).toContain('2 exchanges checked');
  expect(stderr.match(/^contract-tests: .*entry \d.*$/gm)).toEqual([
    `contract-tests: entry 1 of ${file} has nothing as its request. Is this a HAR? The file has 2 more such entries.`,
  ]);
  expect(code).toBe(2);
});

test('a request without its key fails, unless requests are not checked', async () => {
  const other = { name: 'accept', value: '*/*' };
  const without = { ...good, request: { ...good.request, headers: [other] } };
  const file = await written('without-key.har', without);
  const failed = await contractTests('verify', file);
  expect(failed.code).toBe(1);
  expect(failed.stdout).toContain(
    ' missing-credentials: GET /v1/api/batch-calls/{batchId}/status ',
  );
  expect((await contractTests('verify', '--no-requests', file)).code).toBe(0);
});
