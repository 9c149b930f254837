import { everythingIn, StillClock } from '@batch-status/client-suite';
import { goodBatch } from '@batch-status/loopback/batches';
import { isBatchStatus, type BatchStatus } from '@batch-status/spec';
import { describe, expect, test } from 'vitest';
import { createBatchStatusClient } from '../../src/index.ts';
import { createProxyHandler } from '../../src/proxy.ts';
import { serveHandler } from './serve-handler.ts';
import { apiKey, faults, idFor, requestsFor, secretsIn, start, turn } from './proxied-service.ts';

describe('the proxy', () => {
  test.for([
    ['good', 200, null],
    ['retry-after-on-success', 200, '30'],
    ['not-found', 404, null],
    ['retry-after-an-hour', 429, '3600'],
    ['always-rate-limited', 429, '2'],
    ['retry-after-a-second-once', 503, '2'],
    ['html-502', 502, '2'],
    ['gateway-timeout-twice', 504, '2'],
    ['empty-500', 502, '2'],
    ['reset-before', 502, '2'],
  ] as const)('responds to %s with %i and Retry-After %s', async ([fault, status, retryAfter]) => {
    await using proxy = await start();
    const response = await proxy.ask(idFor(fault));
    await response.arrayBuffer();
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
  });

  test('gives a later page only the time that remains of Retry-After', async () => {
    await using proxy = await start({ shareFor: 20_000 });
    const id = idFor('retry-after-on-success');
    await (await proxy.ask(id)).arrayBuffer();
    await proxy.clock.sleep(10_500);
    const response = await proxy.ask(id);
    expect(response.headers.get('retry-after')).toBe('20');
    expect(await response.json()).toMatchObject({ total: 150 });
    expect(await requestsFor(id)).toBe(1);
  });

  test('returns 504 if the service does not respond in time', async () => {
    const serviceClock = new StillClock();
    const client = createBatchStatusClient({ baseUrl: faults, clock: serviceClock });
    const handler = createProxyHandler(client, { authorize: () => true });
    const id = idFor('no-response');
    const responding = handler(new Request(`http://a/api/v1/api/batch-calls/${id}/status`));
    await fetch(`${faults}/arrived?${encodeURIComponent(id)}`);
    serviceClock.expire();
    expect(await responding).toMatchObject({ status: 504 });
  });

  test('returns 304 for an unchanged batch, whichever proxy the page asked before', async () => {
    await using proxy = await start();
    await using other = await start();
    const id = idFor('good');
    const etag = (await proxy.ask(id)).headers.get('etag')!;
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    for (const tags of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const response = await other.ask(id, { headers: { 'if-none-match': tags } });
      expect(response.status).toBe(304);
      expect(response.headers.get('etag')).toBe(etag);
      expect(await response.text()).toBe('');
    }
    const changed = await other.ask(id, { headers: { 'if-none-match': '"x"' } });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({ total: 150 });
  });

  test('lets the client of a page use its cache', async () => {
    await using proxy = await start();
    const statuses: unknown[] = [];
    const page = proxy.page({
      onEvent: (event) => event.type === 'response' && statuses.push(event.status),
    });
    const id = idFor('good');
    expect(await page.getBatchStatus(id)).toEqual(await page.getBatchStatus(id));
    expect(statuses).toEqual([200, 304]);
  });

  test('sends one request for a thousand pages, and another after the time to share', async () => {
    await using proxy = await start();
    const id = idFor('good');
    const url = `${proxy.url}/api/v1/api/batch-calls/${id}/status`;
    // Without connections: not every system accepts a thousand at once.
    const ask = async (): Promise<boolean> =>
      isBatchStatus(await (await proxy.handler(new Request(url))).json());
    const pages = Array.from({ length: 1_000 }, ask);
    expect(new Set(await Promise.all(pages))).toEqual(new Set([true]));
    expect(await requestsFor(id)).toBe(1);
    await proxy.clock.sleep(1_999);
    await ask();
    expect(await requestsFor(id)).toBe(1);
    await proxy.clock.sleep(1);
    await ask();
    expect(await requestsFor(id)).toBe(2);
  });

  test('shares failures as long, so that pages do not flood a failing service', async () => {
    await using proxy = await start();
    const id = idFor('always-unavailable');
    for (let n = 0; n < 5; n++) expect((await proxy.ask(id)).status).toBe(503);
    expect(await requestsFor(id)).toBe(1);
    await proxy.clock.sleep(500);
    expect((await proxy.ask(id)).headers.get('retry-after')).toBe('2');
    await proxy.clock.sleep(1_000);
    expect((await proxy.ask(id)).headers.get('retry-after')).toBe('1');
    expect(await requestsFor(id)).toBe(1);
  });

  test('shares only requests in progress if `shareFor` is 0', async () => {
    await using proxy = await start({ shareFor: 0 });
    const id = idFor('good');
    await Promise.all([proxy.ask(id), proxy.ask(id)]);
    const shared = await requestsFor(id);
    await proxy.ask(id);
    expect(await requestsFor(id)).toBe(shared + 1);
    const failed = await proxy.ask(idFor('always-unavailable'));
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([503, null]);
  });

  test('remembers no more batches than `maxBatches`', async () => {
    await using proxy = await start({ maxBatches: 2 });
    const ids = [idFor('good'), idFor('good'), idFor('good'), idFor('good')];
    for (const id of ids) await (await proxy.ask(id)).arrayBuffer();
    for (const id of ids.toReversed()) await (await proxy.ask(id)).arrayBuffer();
    expect(await Promise.all(ids.map(requestsFor))).toEqual([2, 2, 1, 1]);
  });

  test('refuses to request more batches than `maxBatches` at a time', async () => {
    const waiting: (() => void)[] = [];
    const handler = createProxyHandler(
      {
        getBatchStatus: () => new Promise((resolve) => waiting.push(() => resolve(goodBatch))),
      },
      { authorize: () => true, maxBatches: 1 },
    );
    const ask = (id: string): Promise<Response> =>
      handler(new Request(`http://a/api/v1/api/batch-calls/${id}/status`));
    const first = ask('a');
    const second = await ask('b');
    expect(second.status).toBe(503);
    expect(second.headers.get('retry-after')).toBe('2');
    waiting[0]!();
    expect((await first).status).toBe(200);
  });

  test('keeps its request to the service when the browser that caused it disconnects', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let requests = 0;
    let requested = (): void => undefined;
    const sent = new Promise<void>((resolve) => (requested = resolve));
    const handler = createProxyHandler(
      {
        async getBatchStatus(_id, options) {
          requests += 1;
          requested();
          await held;
          options?.signal?.throwIfAborted();
          return goodBatch;
        },
      },
      { authorize: () => true },
    );
    await using server = await serveHandler(handler);
    const url = `${server.url}/api/v1/api/batch-calls/b/status`;
    const leaving = new AbortController();
    const left = fetch(url, { signal: leaving.signal });
    await sent;
    const staying = fetch(url);
    leaving.abort('left');
    await expect(left).rejects.toBe('left');
    release();
    expect((await staying).status).toBe(200);
    expect(requests).toBe(1);
  });

  test('sends another request if the platform has ended one without a result', async () => {
    const clock = new StillClock();
    const waiting: (() => void)[] = [];
    const source = {
      getBatchStatus: () =>
        new Promise<BatchStatus>((resolve) => waiting.push(() => resolve(goodBatch))),
    };
    const handler = createProxyHandler(source, { authorize: () => true, maxBatches: 1, clock });
    const ask = (): Promise<Response> =>
      handler(new Request('http://a/api/v1/api/batch-calls/b/status'));
    const pages = [ask()];
    await turn();
    await clock.sleep(59_999);
    pages.push(ask());
    await turn();
    expect(waiting).toHaveLength(1);
    await clock.sleep(1);
    pages.push(ask());
    await turn();
    expect(waiting).toHaveLength(2);
    for (const end of waiting) end();
    for (const page of pages) expect(await page).toMatchObject({ status: 200 });
  });

  test('gives `waitUntil` a promise for each request to the service', async () => {
    const waited: Promise<unknown>[] = [];
    await using proxy = await start({ waitUntil: (responded) => waited.push(responded) });
    const ids = [idFor('good'), idFor('unauthorized')];
    for (const id of [...ids, ...ids]) await proxy.ask(id);
    expect(waited).toHaveLength(2);
    await Promise.all(waited);
  });

  test('asks `authorize` for each page, also if a response is shared', async () => {
    const asked: string[] = [];
    await using proxy = await start({
      authorize: (request, batchId) => {
        asked.push(batchId);
        const user = request.headers.get('x-user');
        if (user === null) return new Response('Log in.', { status: 401 });
        return Promise.resolve(user === 'owner');
      },
    });
    const id = idFor('good');
    const as = (user: string): Promise<Response> => proxy.ask(id, { headers: { 'x-user': user } });
    expect((await as('owner')).status).toBe(200);
    const denied = await as('other');
    expect(denied.status).toBe(403);
    expect(await denied.json()).toEqual({
      error: 'Not allowed',
      message: 'You may not see this batch.',
    });
    const anonymous = await proxy.ask(id);
    expect([anonymous.status, await anonymous.text()]).toEqual([401, 'Log in.']);
    expect(asked).toEqual([id, id, id]);
    expect(await requestsFor(id)).toBe(1);
  });

  test('passes on what `authorize` throws', async () => {
    const thrown = new Error('redirect');
    const handler = createProxyHandler(createBatchStatusClient({ baseUrl: faults }), {
      authorize: () => {
        throw thrown;
      },
    });
    const request = new Request('http://a/api/v1/api/batch-calls/b/status');
    await expect(handler(request)).rejects.toBe(thrown);
  });

  test('denies a batch if `authorize` returns anything but true', async () => {
    const handler = createProxyHandler(createBatchStatusClient({ baseUrl: faults }), {
      authorize: () => ({ user: 1 }) as never,
    });
    const request = new Request(`http://a/api/v1/api/batch-calls/${idFor('good')}/status`);
    expect(await handler(request)).toMatchObject({ status: 403 });
  });

  test('supports HEAD, and refuses other methods', async () => {
    await using proxy = await start();
    const id = idFor('good');
    const head = await proxy.ask(id, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('etag')).toMatch(/^"/);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const refused = await proxy.ask(id, { method });
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  });

  test.for([
    'indiscreet',
    'unknown-members',
    'planted-everywhere',
    'not-http',
    'broken-headers',
    'html-502',
    'html-200',
    'redirect',
    'odd-optional-members',
  ] as const)('keeps secrets from pages: %s', async (fault) => {
    await using proxy = await start();
    const response = await proxy.ask(idFor(fault));
    const text = JSON.stringify([...response.headers]) + (await response.text());
    const error: unknown = await proxy
      .page({ retry: false })
      .getBatchStatus(idFor(fault))
      .catch((thrown: unknown) => thrown);
    expect(secretsIn(text + everythingIn([error, proxy.errors]))).toEqual([]);
  });

  test('keeps what is harmless in a batch', async () => {
    await using proxy = await start();
    const batch = await proxy.page().getBatchStatus(idFor('planted-everywhere'));
    expect(batch).toEqual({
      ...goodBatch,
      status: 'paused for •••',
      recent_calls: [
        { jobId: 'call_1', status: 'ringing', note: 'called •••', line: 7, at: {} },
        { jobId: 'call_2', status: 'completed', completedAt: 1_703_097_600_000 },
      ],
      region: 'eu',
      numbers: ['•••', true, null, [{ list: [12] }]],
      deep: expect.anything(),
    });
  });

  test.for([
    ['//evil.example/api/v1/api/batch-calls/b/status', 404],
    ['/api//v1/api/batch-calls/b/status', 404],
    ['/api/v1/api/batch-calls//status', 404],
    ['/api/v1/api/batch-calls/status', 404],
    ['/api/v1/api/batch-calls/../accounts/status', 404],
    ['/api/v1/api/batch-calls/%2e%2e/status', 404],
    ['/api/v1/api/batch-calls/%252e%252e/status', 400],
    ['/api/v1/api/batch-calls/a%2fb/status', 400],
    ['/api/v1/api/batch-calls/..%2f..%2faccounts/status', 400],
    ['/api/v1/api/batch-calls/..%5c..%5caccounts/status', 400],
    ['/api/v1/api/batch-calls/a%252fb/status', 400],
    ['/api/v1/api/batch-calls/a%3fb/status', 400],
    ['/api/v1/api/batch-calls/a%23b/status', 400],
    ['/api/v1/api/batch-calls/%00/status', 400],
    ['/api/v1/api/batch-calls/%zz/status', 400],
    ['/api/v1/api/batch-calls/%ff/status', 400],
    [`/api/v1/api/batch-calls/${'x'.repeat(257)}/status`, 400],
    [`/api/v1/api/batch-calls/${'x'.repeat(7_000)}/status`, 400],
    ['/api/v1/api/batch-calls/b/status/', 404],
    ['/api/v1/api/batch-calls/b', 404],
    ['/v1/api/batch-calls/b/status', 404],
    ['/API/v1/api/batch-calls/b/status', 404],
    ['/api/v1/api/accounts?/api/v1/api/batch-calls/b/status', 404],
  ] as const)('does not pass on a hostile path: %.80s', async ([path, status]) => {
    await using proxy = await start({ authorize: () => expect.unreachable('It was passed on.') });
    const response = await fetch(proxy.url + path);
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty('error');
  });

  test('ignores the query, and sends no header of the page to the service', async () => {
    await using proxy = await start();
    const id = idFor('good');
    const url = `${proxy.url}/api/v1/api/batch-calls/${id}/status?a=/../&b=${id}`;
    const headers = { 'x-api-key': 'of-the-page', authorization: 'Basic a', 'x-trace': 't' };
    expect((await fetch(url, { headers })).status).toBe(200);
    const seen = await fetch(`${faults}/seen?${encodeURIComponent(id)}`);
    const [request] = (await seen.json()) as { path: string; headers: Record<string, string> }[];
    expect(request!.path).toBe(`/v1/api/batch-calls/${encodeURIComponent(id)}/status`);
    expect(request!.headers['x-api-key']).toBe(apiKey);
    expect(request!.headers).not.toHaveProperty('authorization');
    expect(request!.headers).not.toHaveProperty('x-trace');
  });

  test.for([
    [{ path: '' }, ''],
    [{ path: '/' }, ''],
    [{ path: '/status/of/' }, '/status/of'],
    [{ pathPrefix: '' }, '/api'],
  ] as const)('serves pages under %j', async ([options, base]) => {
    await using proxy = await start(options);
    const page = proxy.page({ baseUrl: proxy.url + base, ...('pathPrefix' in options && options) });
    expect(await page.getBatchStatus(idFor('good'))).toMatchObject({ total: 150 });
  });

  test.for([
    [{ authorize: undefined }, 'authorize'],
    [{ path: 'api' }, 'path'],
    [{ path: '/api?' }, 'path'],
    [{ pathPrefix: '/..' }, 'pathPrefix'],
    [{ shareFor: -1 }, 'shareFor'],
    [{ shareFor: Infinity }, 'shareFor'],
    [{ maxBatches: 0.5 }, 'maxBatches'],
    [{ onError: 'log' }, 'onError'],
    [{ waitUntil: true }, 'waitUntil'],
    [{ maxBatch: 1 }, 'maxBatch'],
  ] as const)('names an invalid option: %j', ([options, option]) => {
    const client = createBatchStatusClient({ baseUrl: faults });
    const create = (): unknown =>
      createProxyHandler(client, { authorize: () => true, ...options } as never);
    expect(create).toThrow(expect.objectContaining({ code: 'invalid_argument', option }));
  });
});
