import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  createBatchStatusClient as createPage,
  watch,
  type BatchStatusSource,
} from '@batch-status/fetch';
import { StillClock, type Fault } from '@batch-status/client-suite';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';
import { goodBatch, plantedPhoneNumber } from '@batch-status/loopback/batches';
import express, { type Express, type Request } from 'express';
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { createWebProxy } from '../examples/web-proxy.ts';
import { createBatchStatusClient } from '../src/index.ts';
import { createProxyListener, type ProxyListener, type ProxyOptions } from '../src/proxy.ts';

const faults = inject('faultServerUrl');
const apiKey = 'planted-key-2b90';

const idFor = (fault: Fault): string => `${fault}~${crypto.randomUUID()}`;
const pathOf = (id: string): string => `/api/v1/api/batch-calls/${encodeURIComponent(id)}/status`;

const createClient = () =>
  createBatchStatusClient({ baseUrl: faults, apiKey, workspaceId: 'a-workspace' });

/** A listener over a client for the fault server. */
function listenerWith(options: Partial<ProxyOptions<IncomingMessage>> = {}) {
  const client = createClient();
  onTestFinished(() => client.close());
  return createProxyListener(client, { authorize: () => true, ...options });
}

type Listener = ProxyListener<IncomingMessage>;
const inExpress = (mount: (app: Express, listener: Listener) => void) => (listener: Listener) => {
  const app = express();
  app.use((_request, response, next) => {
    response.setHeader('x-app', 'mine');
    next();
  });
  mount(app, listener);
  app.get('/api/other', (_request, response) => void response.send('other'));
  return createServer(app);
};

const servers: Record<string, (listener: Listener) => ReturnType<typeof createServer>> = {
  'node:http': (listener) => createServer(listener),
  'Express under a path': inExpress((app, listener) => app.use('/api', listener)),
  'Express without a path': inExpress((app, listener) => app.use(listener)),
  'a router of Express': inExpress((app, listener) => {
    app.use('/api', express.Router().use('/v1', listener));
  }),
};

/** Sends a request with exactly this target, and returns the raw response. */
async function exchange(server: LoopbackServer, target: string): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(`GET ${target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
  return text(socket);
}

describe.each(Object.entries(servers))('in %s', (name, serverOf) => {
  const start = (options?: Partial<ProxyOptions<IncomingMessage>>): Promise<LoopbackServer> =>
    listenOnLoopback(serverOf(listenerWith(options)));

  test('a page gets its batch, without the key and the called numbers', async () => {
    await using server = await start();
    const response = await fetch(server.url + pathOf(idFor('good')));
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ total: goodBatch.total });
    expect(body).not.toContain(plantedPhoneNumber);
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(body)));
    const tag = { 'if-none-match': response.headers.get('etag')! };
    const again = await fetch(server.url + pathOf(idFor('good')), { headers: tag });
    expect(again.status).toBe(304);
  });

  test('a page watches a batch until the key is revoked', async () => {
    const clock = new StillClock();
    await using server = await start({ clock });
    const page = createPage({ baseUrl: `${server.url}/api`, clock });
    const id = idFor('unauthorized-after-one');
    const watching = watch(page, id, { clock });
    expect(await watching.next()).toMatchObject({ value: { phase: 'running' } });
    await expect(watching.next()).rejects.toMatchObject({ code: 'forbidden', attempts: 1 });
    const seen = await fetch(`${faults}/seen?${encodeURIComponent(id)}`);
    expect(await seen.json()).toHaveLength(2);
  });

  test('requests for other paths go on', async () => {
    await using server = await start();
    const response = await fetch(`${server.url}/api/other`);
    const body = await response.text();
    const [status, content] = name === 'node:http' ? [404, '"error":"Not found"'] : [200, 'other'];
    expect(response.status).toBe(status);
    expect(body).toContain(content);
  });

  test('`authorize` gets the request, and may respond by itself', async () => {
    await using server = await start({
      authorize: ({ headers }) => {
        if (headers.cookie !== undefined) return headers.cookie === 'user=owner';
        const response = new Response('Log in.', { status: 401 });
        response.headers.append('set-cookie', 'a=1');
        response.headers.append('set-cookie', 'b=2');
        return response;
      },
    });
    const ask = (headers = {}): Promise<Response> =>
      fetch(server.url + pathOf(idFor('good')), { headers });
    expect((await ask({ cookie: 'user=owner' })).status).toBe(200);
    expect((await ask({ cookie: 'user=other' })).status).toBe(403);
    const refused = await ask();
    expect([refused.status, await refused.text()]).toEqual([401, 'Log in.']);
    expect(refused.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  test.for([
    ['//evil.example/api/v1/api/batch-calls/b/status', 404],
    ['//api/v1/api/batch-calls/b/status', 404],
    ['/api/v1/api/batch-calls/../x/status', 404],
    ['/api/../api/v1/api/batch-calls/b/status', 404],
    ['/api/v1/api/batch-calls/%2e%2e/status', 400],
    ['/api/v1/api/batch-calls/%2e%2e%2fx/status', 400],
    ['/api/v1/api/batch-calls/%252e%252e/status', 400],
    ['/api/v1/api/batch-calls/a\\b/status', 400],
    ['/api/v1/api/batch-calls/%zz/status', 400],
    [`/api/v1/api/batch-calls/${'x'.repeat(12_000)}/status`, 400],
    ['http://evil.example/api/v1/api/batch-calls/%2e/status', 400],
    ['ftp://evil.example/api/v1/api/batch-calls/b/status', 404],
    ['*', 404],
  ] as const)('a hostile target does not reach the service: %s', async ([target, status]) => {
    await using server = await start({
      authorize: () => expect.unreachable('It was passed on.'),
    });
    expect(await exchange(server, target)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test('a target in absolute form is served', async () => {
    await using server = await start();
    const target = `http://evil.example${pathOf(idFor('good'))}?a=//b`;
    expect(await exchange(server, target)).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('a browser that disconnects ends neither the server nor the request of others', async () => {
    let requested = (): void => undefined;
    const sent = new Promise<void>((resolve) => (requested = resolve));
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let requests = 0;
    const source: BatchStatusSource = {
      async getBatchStatus() {
        requests += 1;
        requested();
        await held;
        return goodBatch;
      },
    };
    const closed: Promise<unknown>[] = [];
    const listener = createProxyListener(source, { authorize: () => true });
    await using server = await listenOnLoopback(
      serverOf((request, response, next) => {
        closed.push(once(response, 'close'));
        listener(request, response, next);
      }),
    );
    const leaving = send(server.url + pathOf('b'));
    leaving.on('error', () => undefined).end();
    await sent;
    const staying = fetch(server.url + pathOf('b'));
    leaving.destroy();
    await closed[0];
    release();
    expect((await staying).status).toBe(200);
    expect(requests).toBe(1);
  });

  test('an error of `authorize` becomes a 500 without its message', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    vi.spyOn(console, 'error').mockReturnValue();
    const thrown = new Error(`There is no session of ${plantedPhoneNumber}.`);
    thrown.stack = 'hidden';
    await using server = await start({ authorize: () => Promise.reject(thrown) });
    const response = await fetch(server.url + pathOf('b'));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain(plantedPhoneNumber);
    const isPrinted = name === 'node:http';
    expect(warn.mock.calls).toEqual(isPrinted ? [[thrown]] : []);
  });
});

test('`authorize` sees what middleware of Express adds to a request', async () => {
  const client = createClient();
  onTestFinished(() => client.close());
  interface WithUser extends Request {
    user?: string;
  }
  const app = express();
  app.use((request: WithUser, _response, next) => {
    request.user = 'owner';
    next();
  });
  app.use(
    '/api',
    createProxyListener(client, { authorize: ({ user }: WithUser) => user === 'owner' }),
  );
  await using server = await listenOnLoopback(createServer(app));
  expect((await fetch(server.url + pathOf(idFor('good')))).status).toBe(200);
});

test('a response that was sent meanwhile stays as it is', async () => {
  const source: BatchStatusSource = { getBatchStatus: () => Promise.resolve(goodBatch) };
  const errors: unknown[] = [];
  await using server = await listenOnLoopback(
    createServer((request, response) => {
      const authorize = (): boolean => {
        response.end('from elsewhere');
        return false;
      };
      createProxyListener(source, { authorize })(request, response, (error) => errors.push(error));
    }),
  );
  const response = await fetch(server.url + pathOf('b'));
  expect(await response.text()).toBe('from elsewhere');
  expect(errors).toEqual([]);
});

test('the example serves pages', async () => {
  const client = createClient();
  onTestFinished(() => client.close());
  await using server = await listenOnLoopback(createWebProxy(client, (_request, id) => id !== 'b'));
  const page = createPage({ baseUrl: `${server.url}/api` });
  expect(await page.getBatchStatus(idFor('good'))).toMatchObject({ total: goodBatch.total });
  await expect(page.getBatchStatus('b')).rejects.toMatchObject({ code: 'forbidden' });
});

test('a page of a server that is shutting down gets a 503, and its watch goes on', async () => {
  const client = createClient();
  await using server = await listenOnLoopback(
    createServer(createProxyListener(client, { authorize: () => true })),
  );
  const page = createPage({ baseUrl: `${server.url}/api`, retry: false });
  await client.close();
  const reports = watch(page, idFor('good'), { reportPending: true, clock: new StillClock() });
  await reports.next();
  expect(await reports.next()).toMatchObject({
    value: { type: 'pending', problem: { code: 'api_error', status: 503 } },
  });
  await reports.return();
});
