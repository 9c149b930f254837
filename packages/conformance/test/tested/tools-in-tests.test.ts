import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

import axios from 'axios';
import got from 'got';
import { request as playwright } from 'playwright';
import supertest from 'supertest';
import { request as undici } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { parseContract, type Contract } from '../../src/index.ts';
import { toSatisfyContract, type TestedExchange } from '../../src/vitest.ts';

expect.extend({ toSatisfyContract });

const thing = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' } },
  additionalProperties: false,
};
const json = (schema: object) => ({ 'application/json': { schema } });
const headers = {
  'X-Part': { required: true, schema: { type: 'array', items: { enum: ['a', 'b'] } } },
};
const paths = {
  '/thing': { get: { responses: { '200': { description: '', headers, content: json(thing) } } } },
  '/broken': { get: { responses: { '200': { description: '', content: json(thing) } } } },
  '/word': {
    get: { responses: { '200': { description: '', content: json({ enum: ['ready'] }) } } },
  },
  '/none': { get: { responses: { '204': { description: '' } } } },
  '/image': {
    get: { responses: { '200': { description: '', content: { 'image/png': {} } } } },
  },
};
const contract = parseContract(JSON.stringify({ openapi: '3.1.0', paths }), 'contract.json');

const bodies: Record<string, string> = {
  '/thing': '{"name":"a"}',
  '/broken': '{"name":1}',
  '/word': '"ready"',
};

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    response.setHeader('X-Part', ['a', 'b']);
    response.setHeader('Set-Cookie', ['a=1', 'b=2']);
    if (url === '/none') response.writeHead(204).end();
    else if (url === '/image') {
      response.setHeader('content-type', 'image/png').end(Buffer.from([0x89, 0x50, 0xff]));
    } else {
      response.setHeader('Content-Type', 'application/json; charset=utf-8').end(bodies[url!]);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const method = 'GET';

/** How each tool is used in a test. */
const tools: Record<string, (path: string) => Promise<object>> = {
  SuperTest: async (path) => supertest(base).get(path),
  axios: async (path) => axios.get(path, { baseURL: `${base}/` }),
  'axios, with fetch': async (path) => axios.get(base + path, { adapter: 'fetch' }),
  'axios, as text': async (path) => axios.get(base + path, { responseType: 'text' }),
  got: async (path) => got(base + path),
  'got, as JSON': async (path) =>
    path === '/image' ? got(base + path) : got(base + path, { responseType: 'json' }),
  'fetch, as bytes': async (path) => {
    const url = base + path;
    const response = await fetch(url);
    const { status } = response;
    const body = status === 204 ? undefined : await response.arrayBuffer();
    return { request: { method, url }, response: { status, headers: response.headers, body } };
  },
  undici: async (path) => {
    const url = base + path;
    const { statusCode, headers: received, body } = await undici(url);
    const text = path === '/image' ? await body.bytes() : await body.text();
    return {
      request: { method, url },
      response: { statusCode, headers: received, body: text },
    };
  },
  Playwright: async (path) => {
    const context = await playwright.newContext();
    const response = await context.get(base + path);
    const tested: TestedExchange = {
      request: { method, url: response.url() },
      response: {
        status: response.status(),
        headers: response.headersArray(),
        body: await response.body(),
      },
    };
    await context.dispose();
    return tested;
  },
};

describe.each(Object.entries(tools))('%s', (_, get) => {
  test('gives exchanges that satisfy the contract', async () => {
    for (const path of ['/thing', '/word', '/none', '/image']) {
      expect(await get(path)).toSatisfyContract(contract);
    }
  });

  test('gives exchanges that do not', async () => {
    const broken = await get('/broken');
    expect(() => expect(broken).toSatisfyContract(contract)).toThrow(
      'at /name: found an integer, wanted a string',
    );
  });
});

test('a body that was parsed from JSON is checked', async () => {
  const url = `${base}/broken`;
  const response = await fetch(url);
  const { status, headers: received } = response;
  const body: unknown = await response.json();
  const exchange = { request: { method, url }, response: { status, headers: received, body } };
  expect(exchange).not.toSatisfyContract(contract);
});

const url = 'http://localhost/thing';
const ok = {
  status: 200,
  headers: { 'X-PART': ['a', 'b'], 'content-type': 'application/json' },
  body: { name: 'a' },
};

test('names of headers in any case and lists of values are accepted', () => {
  expect({ request: { method: 'get', url: new URL(url) }, response: ok }).toSatisfyContract(
    contract,
  );
  const wrong = { ...ok, headers: { ...ok.headers, 'X-PART': ['a', 'c'] } };
  expect({ request: { method, url }, response: wrong }).not.toSatisfyContract(contract);
});

test.each<[what: string, received: () => object, message: RegExp]>([
  ['a response without its request', () => new Response('{}'), /The response has no request/],
  [
    'a body that was not read',
    () => ({ request: { method, url }, response: new Response('{}') }),
    /was not read/,
  ],
  ...Object.entries<unknown>({
    'a promise': Promise.resolve({}),
    'a blob': new Blob(['{}']),
    'a stream of Node': Readable.from('{}'),
    'a generator': (async function* () {
      yield await Promise.resolve('{}');
    })(),
    'a function': () => ({}),
  }).map(([what, body]): [string, () => object, RegExp] => [
    `${what} as the body`,
    () => ({ request: { method, url }, response: { ...ok, body } }),
    /was not read/,
  ]),
  ...Object.entries<unknown>({
    'a map': new Map(),
    'a form': new FormData(),
    'a large integer': { name: 1n },
    'a symbol': Symbol('body'),
  }).map(([what, body]): [string, () => object, RegExp] => [
    `${what} as the body`,
    () => ({ request: { method, url }, response: { ...ok, body } }),
    /is not a value that JSON has/,
  ]),
  [
    'a promise of headers',
    () => ({ request: { method, url }, response: { ...ok, headers: Promise.resolve({}) } }),
    /The headers of the response are a promise/,
  ],
  [
    'a request without a method',
    () => ({ request: { url }, response: ok }),
    /has nothing as its method/,
  ],
  [
    'a status that is a function',
    () => ({ request: { method, url }, response: { ...ok, status: () => 200 } }),
    /as its status/,
  ],
  [
    'a relative URL',
    () => ({ request: { method, url: '/thing' }, response: ok }),
    /must be an absolute URL/,
  ],
])(
  '%s cannot be checked, whether or not it should satisfy the contract',
  (_, received, message) => {
    expect(() => expect(received()).toSatisfyContract(contract)).toThrow(message);
    expect(() => expect(received()).not.toSatisfyContract(contract)).toThrow(message);
  },
);

test('a list of names and values in turn is accepted as headers', () => {
  const raw = ['X-Part', 'a', 'Content-Type', 'application/json', 'X-Part', 'b'];
  const request = { method, url };
  expect({ request, response: { ...ok, headers: raw } }).toSatisfyContract(contract);
  raw[5] = 'c';
  expect({ request, response: { ...ok, headers: raw } }).not.toSatisfyContract(contract);
});

test.each([[undefined], ['openapi.yaml'], [Promise.resolve(contract)]])(
  'a contract that was not loaded cannot be used: %s',
  (unloaded) => {
    const exchange = { request: { method, url }, response: ok };
    expect(() => expect(exchange).toSatisfyContract(unloaded as unknown as Contract)).toThrow(
      /await loadContract/,
    );
  },
);

test('an unknown path of a local server is not one of another server', () => {
  const unknown = { request: { method, url: 'http://127.0.0.1:4010/other' }, response: ok };
  expect(() => expect(unknown).toSatisfyContract(contract)).toThrow('it does not have the path');
});
