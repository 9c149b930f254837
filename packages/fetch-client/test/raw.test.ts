import { getEventListeners } from 'node:events';
import { type Fault } from '@batch-status/client-suite';
import { goodBatch } from '@batch-status/loopback/batches';
import type { ApiErrorBody } from '@batch-status/spec';
import { describe, expect, expectTypeOf, inject, test } from 'vitest';
import {
  createBatchStatusClient,
  createRawClient,
  isBatchStatusError,
  type BatchStatus,
  type BatchStatusClient,
  type FetchClientOptions,
  type RawClient,
} from '../src/index.ts';

const path = '/v1/api/batch-calls/{batchId}/status';
const baseUrl = inject('faultServerUrl');
const idFor = (fault: Fault): string => `${fault}~${crypto.randomUUID()}`;

const clientWith = (options: FetchClientOptions = {}): BatchStatusClient =>
  createBatchStatusClient({
    baseUrl,
    apiKey: 'planted-key-3b80',
    workspaceId: 'planted-workspace-e2d7',
    retry: { baseDelay: 1, maxDelay: 2 },
    ...options,
  });

const rawWith = (options?: FetchClientOptions): RawClient => createRawClient(clientWith(options));

const get = (fault: Fault, options?: FetchClientOptions) =>
  rawWith(options).GET(path, { params: { path: { batchId: idFor(fault) } } });

describe('raw', () => {
  test('returns typed data', async () => {
    const { data, error, response } = await get('good');
    expectTypeOf(data).toEqualTypeOf<BatchStatus | undefined>();
    expect(data).toEqual(goodBatch);
    expect(error).toBeUndefined();
    expect(response.status).toBe(200);
  });

  test('returns a decoded response with matching headers', async () => {
    const { data, response } = await get('gzip');
    expect(data).toEqual(goodBatch);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('content-length')).toBeNull();
  });

  test('returns a refusal as error', async () => {
    const { data, error, response } = await get('not-found');
    expectTypeOf(error).toEqualTypeOf<ApiErrorBody | string | undefined>();
    expect(data).toBeUndefined();
    expect(error).toEqual({ error: 'Refused with 404' });
    expect(response.status).toBe(404);
  });

  test('retries transient failures, and returns the last one', async () => {
    expect((await get('unavailable-twice')).data).toEqual(goodBatch);
    expect((await get('always-unavailable')).response.status).toBe(503);
  });

  test.each<[Fault, string]>([
    ['redirect', 'redirected'],
    ['gzip-bomb', 'too_large'],
    ['gzip-bomb-500', 'too_large'],
    ['reset-before', 'network'],
  ])('throws if there is no response: %s', async (fault, code) => {
    await expect(get(fault)).rejects.toMatchObject({ code });
  });

  test.each<Fault>(['html-200', 'empty-200', 'no-content', 'created', 'array', 'null', 'deep'])(
    'throws for a response that is neither a batch nor a refusal, without quoting it: %s',
    async (fault) => {
      const call = get(fault);
      await expect(call).rejects.toMatchObject({ name: 'ProtocolError', code: 'malformed' });
      await expect(call).rejects.not.toThrow('doctype');
    },
  );

  test('throws for a status that a Response cannot have', async () => {
    const answer = { status: 999, headers: new Headers(), body: null };
    const raw = rawWith({ fetch: async () => answer as Response });
    const call = raw.GET(path, { params: { path: { batchId: 'b' } } });
    await expect(call).rejects.toMatchObject({ code: 'malformed', status: 999 });
  });

  test('returns a batch that nests deeply, or throws if the engine cannot write it', async () => {
    const deep = '['.repeat(1e6) + ']'.repeat(1e6);
    const body = JSON.stringify(goodBatch).replace('{', `{"deep":${deep},`);
    const raw = rawWith({ fetch: async () => new Response(body) });
    const call = raw.GET(path, { params: { path: { batchId: 'b' } } });
    // Vitest cannot print the batch.
    const outcome = await call.then(
      ({ response }) => response.status,
      (error: unknown) => isBatchStatusError(error) && error.code,
    );
    expect([200, 'malformed']).toContain(outcome);
  });

  test('retries a malformed batch once', async () => {
    expect((await get('half-json-once')).data).toEqual(goodBatch);
  });

  test('removes invalid optional members', async () => {
    const { data } = await get('odd-optional-members');
    expect(data).not.toHaveProperty('startTime');
    expect(data?.recent_calls).toHaveLength(2);
  });

  test('returns the text of a refusal that is not JSON', async () => {
    expect((await get('html-502')).error).toContain('<!doctype html>');
    expect((await get('empty-500')).error).toBe('');
  });

  test('returns the body in the requested form', async () => {
    const params = { path: { batchId: idFor('good') } };
    const { data } = await rawWith().GET(path, { params, parseAs: 'text' });
    expectTypeOf(data).toEqualTypeOf<string | undefined>();
    expect(JSON.parse(data ?? '')).toEqual(goodBatch);
  });

  test.each([undefined, '/v1/other', 7])(
    'rejects the path %j, which is not in the contract',
    async (other) => {
      const params = { path: { batchId: 'b' } };
      await expect(rawWith().GET(other as typeof path, { params })).rejects.toThrow(
        `\`path\` must be ${path}; got `,
      );
    },
  );

  test.each([
    { headers: { 'x-api-key': 'planted\nkey' } },
    { headers: [['x-api-key', 'planted\nkey']] },
    { params: { path: { batchId: 'b' }, header: { 'If-None-Match': 'planted\nkey' } } },
    { headers: { 'x-trace': 'planted\u007f' } },
    { headers: { expect: 'planted' } },
  ])('rejects an invalid header without quoting it: %j', async (init) => {
    const params = { path: { batchId: 'b' } };
    const call = rawWith().GET(path, { params, ...(init as object) });
    await expect(call).rejects.toMatchObject({ code: 'invalid_argument' });
    await expect(call).rejects.not.toThrow('planted');
  });

  test.each<[string, unknown]>([
    ['credentials', 'include'],
    ['mode', 'cors'],
    ['cache', 'force-cache'],
    ['redirect', 'follow'],
    ['referrerPolicy', 'no-referrer'],
    ['keepalive', true],
    ['priority', 'high'],
    ['dispatcher', {}],
    ['next', { revalidate: 60 }],
    ['method', 'POST'],
    ['body', '{}'],
    ['bodySerializer', () => ''],
    ['querySerializer', () => 'a=b'],
    ['pathSerializer', () => '/elsewhere'],
    ['fetch', fetch],
    ['Request', Request],
    ['baseUrl', 'https://elsewhere.example'],
    ['deadline', 5000],
  ])('rejects the option %s, which a call would drop', async (option, value) => {
    const batchId = idFor('good');
    const others: object = { [option]: value };
    const init = { params: { path: { batchId } }, ...others };
    const call = rawWith().GET(path, init);
    await expect(call).rejects.toMatchObject({
      code: 'invalid_argument',
      option,
      message: expect.stringContaining(`does not support the option \`${option}\`; use one of `),
    });
    const asked = await fetch(`${baseUrl}/seen?${encodeURIComponent(batchId)}`);
    expect(await asked.json()).toEqual([]);
  });

  test('passes on the options that it supports', async () => {
    const { signal } = new AbortController();
    const seen: string[] = [];
    const { data } = await rawWith().GET(path, {
      params: { path: { batchId: idFor('good') } },
      headers: { 'x-trace': 'on' },
      parseAs: 'text',
      middleware: [
        { onRequest: ({ request }) => void seen.push(request.headers.get('x-trace') ?? '') },
      ],
      signal,
    });
    expect(seen).toEqual(['on']);
    expect(typeof data).toBe('string');
  });

  test('applies the deadline', async () => {
    await expect(get('drip', { deadline: 100 })).rejects.toMatchObject({ code: 'deadline' });
  });

  test.each([
    undefined,
    {},
    { params: {} },
    { params: { path: {} } },
    { params: { path: { batchId: '..' } } },
  ])('rejects %j before it sends anything', async (init) => {
    const fetched: unknown[] = [];
    const raw = rawWith({ fetch: async (input) => (fetched.push(input), new Response()) });
    const call = raw.GET(path, init as { params: { path: { batchId: string } } });
    await expect(call).rejects.toMatchObject({ code: 'invalid_argument' });
    expect(fetched).toEqual([]);
  });

  test("ends at once with the signal's reason if it is aborted", async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const reason = new Error('enough');
    const batchId = idFor('no-response');
    void fetch(`${baseUrl}/arrived?${batchId}`).then(() => abort.abort(reason));
    const params = { path: { batchId } };
    await expect(rawWith().GET(path, { params, signal })).rejects.toBe(reason);
  });

  test('returns the 304 to a caller that sends a condition', async () => {
    const params = { path: { batchId: idFor('etag-kept') }, header: { 'If-None-Match': '"r1"' } };
    const { response } = await rawWith().GET(path, { params });
    expect(response.status).toBe(304);
    expect(response.headers.get('retry-after')).toBe('7');
  });

  test('leaves no listener on a signal', async () => {
    const { signal } = new AbortController();
    const client = clientWith({ fetch: async () => Response.json(goodBatch) });
    const raw = createRawClient(client);
    const params = { path: { batchId: 'b' } };
    for (let call = 0; call < 100; call++) {
      await raw.GET(path, { params, signal });
      await client.getBatchStatus('b', { signal });
    }
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('middleware of the raw client', () => {
  const params = { path: { batchId: 'b' } };

  test('can change the request', async () => {
    const seen: (string | null)[] = [];
    const raw = rawWith({
      fetch: async (_url, init) => {
        seen.push(new Headers(init?.headers).get('x-trace'));
        return Response.json(goodBatch);
      },
    });
    raw.use({ onRequest: ({ request }) => request.headers.set('x-trace', 'on') });
    await raw.GET(path, { params });
    expect(seen).toEqual(['on']);
  });

  test('cannot change the method', async () => {
    const raw = rawWith();
    raw.use({ onRequest: ({ request }) => new Request(request, { method: 'POST' }) });
    await expect(raw.GET(path, { params })).rejects.toThrow('The method must be GET; got POST.');
  });

  test('can replace an error with a response', async () => {
    const raw = rawWith({ retry: false });
    const errors: Error[] = [];
    raw.use({
      onError: ({ error }) => {
        errors.push(error as Error);
        return Response.json(goodBatch);
      },
    });
    const lost = { params: { path: { batchId: idFor('redirect') } } };
    expect((await raw.GET(path, lost)).data).toEqual(goodBatch);
    expect(errors).toMatchObject([{ code: 'redirected' }]);
  });

  test('runs until it is ejected', async () => {
    const raw = rawWith();
    const total = async () => {
      const good = { params: { path: { batchId: idFor('good') } } };
      return (await raw.GET(path, good)).data?.total;
    };
    const inPlace = { onResponse: () => Response.json({ ...goodBatch, total: 9 }) };
    raw.use(inPlace);
    expect(await total()).toBe(9);
    raw.eject(inPlace);
    expect(await total()).toBe(150);
  });
});

test('the raw client shares the cache and the retry budget of its client', async () => {
  const client = clientWith();
  const batchId = idFor('etag-kept');
  await client.getBatchStatus(batchId);
  const { data, response } = await createRawClient(client).GET(path, {
    params: { path: { batchId } },
  });
  expect(data).toEqual(goodBatch);
  expect(response.status).toBe(200);
  const asked = await fetch(`${baseUrl}/seen?${encodeURIComponent(batchId)}`);
  const seen = (await asked.json()) as { headers: Record<string, string> }[];
  expect(seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"r1"']);
});

test('each request bypasses the HTTP cache and follows no redirect', async () => {
  const inits: (RequestInit | undefined)[] = [];
  const client = clientWith({
    fetch: async (_url, init) => {
      inits.push(init);
      return Response.json(goodBatch);
    },
  });
  await client.getBatchStatus('b');
  expect(inits).toMatchObject([{ cache: 'no-store', redirect: 'manual' }]);
});

test.each([302, 500])('a body that is not read to its end is released: %d', async (status) => {
  let cancelled = false;
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(1000)),
    cancel: () => {
      cancelled = true;
    },
  });
  const client = clientWith({
    maxResponseBytes: 5000,
    fetch: async () => new Response(endless, { status }),
  });
  await expect(client.getBatchStatus('b')).rejects.toMatchObject({ name: 'ProtocolError' });
  expect(cancelled).toBe(true);
});

test('createRawClient accepts only clients of this package', () => {
  const { requestBatchStatus } = clientWith();
  const other = { getBatchStatus: async () => goodBatch, requestBatchStatus };
  expect(() => createRawClient(other)).toThrow('createBatchStatusClient');
});

test('the fetch of the platform is read at each call', async () => {
  const client = clientWith();
  const platform = globalThis.fetch;
  try {
    globalThis.fetch = async () => Response.json({ ...goodBatch, total: 8 });
    expect(await client.getBatchStatus('b')).toMatchObject({ total: 8 });
  } finally {
    globalThis.fetch = platform;
  }
});
