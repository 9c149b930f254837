import { getEventListeners } from 'node:events';
import { goodBatch, type Fault } from '@batch-status/client-suite';
import type { ApiErrorBody } from '@batch-status/spec';
import { describe, expect, expectTypeOf, inject, test } from 'vitest';
import {
  createBatchStatusClient,
  type BatchStatus,
  type FetchClientOptions,
} from '../src/index.ts';

const path = '/v1/api/batch-calls/{batchId}/status';
const baseUrl = inject('faultServerUrl');
let count = 0;
const idFor = (fault: Fault): string => `${fault}~raw-${process.pid}-${Date.now()}-${(count += 1)}`;

const clientWith = (options: FetchClientOptions = {}) =>
  createBatchStatusClient({
    baseUrl,
    apiKey: 'planted-key-3b80',
    workspaceId: 'planted-workspace-e2d7',
    retry: { baseDelay: 1, maxDelay: 2 },
    ...options,
  });

const get = (fault: Fault, options?: FetchClientOptions) =>
  clientWith(options).raw.GET(path, { params: { path: { batchId: idFor(fault) } } });

describe('raw', () => {
  test('gives typed data', async () => {
    const { data, error, response } = await get('good');
    expectTypeOf(data).toEqualTypeOf<BatchStatus | undefined>();
    expect(data).toEqual(goodBatch);
    expect(error).toBeUndefined();
    expect(response.status).toBe(200);
  });

  test('gives a refusal as an error and throws nothing', async () => {
    const { data, error, response } = await get('not-found');
    expectTypeOf(error).toEqualTypeOf<ApiErrorBody | string | undefined>();
    expect(data).toBeUndefined();
    expect(error).toEqual({ error: 'Refused with 404' });
    expect(response.status).toBe(404);
  });

  test('repeats what may pass, and gives what is left in the end', async () => {
    expect((await get('unavailable-twice')).data).toEqual(goodBatch);
    expect((await get('unavailable-for-ever')).response.status).toBe(503);
  });

  test.each<[Fault, string]>([
    ['redirect', 'redirected'],
    ['gzip-bomb', 'too_large'],
    ['gzip-bomb-500', 'too_large'],
    ['reset-before', 'network'],
  ])('throws what is no answer: %s', async (fault, code) => {
    await expect(get(fault)).rejects.toMatchObject({ code });
  });

  test('is under the deadline', async () => {
    await expect(get('drip', { deadline: 100 })).rejects.toMatchObject({ code: 'deadline' });
  });

  test.each([undefined, {}, { path: {} }, { path: { batchId: '..' } }])(
    'refuses the parameters %j before anything is sent',
    async (params) => {
      const fetched: unknown[] = [];
      const { raw } = clientWith({ fetch: async (input) => (fetched.push(input), new Response()) });
      const call = raw.GET(path, { params } as { params: { path: { batchId: string } } });
      await expect(call).rejects.toMatchObject({ code: 'invalid_argument' });
      expect(fetched).toEqual([]);
    },
  );

  test('ends at once when it is aborted, with the reason given', async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const reason = new Error('enough');
    setTimeout(() => abort.abort(reason), 50);
    const params = { path: { batchId: idFor('never-answered') } };
    await expect(clientWith().raw.GET(path, { params, signal })).rejects.toBe(reason);
  });

  test('gives the 304 to a caller who sends a condition', async () => {
    const params = { path: { batchId: idFor('etag-kept') }, header: { 'If-None-Match': '"r1"' } };
    const { response } = await clientWith().raw.GET(path, { params });
    expect(response.status).toBe(304);
    expect(response.headers.get('retry-after')).toBe('7');
  });

  test('leaves no listener on a signal that outlives its calls', async () => {
    const { signal } = new AbortController();
    const client = clientWith({ fetch: async () => Response.json(goodBatch) });
    const params = { path: { batchId: 'b' } };
    for (let call = 0; call < 1000; call++) {
      await client.raw.GET(path, { params, signal });
      await client.getBatchStatus('b', { signal });
    }
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('middleware', () => {
  test('may change the request of getBatchStatus too', async () => {
    const seen: (string | null)[] = [];
    const client = clientWith({
      fetch: async (_url, init) => {
        seen.push(new Headers(init?.headers).get('x-trace'));
        return Response.json(goodBatch);
      },
    });
    client.raw.use({ onRequest: ({ request }) => request.headers.set('x-trace', 'on') });
    await client.getBatchStatus('b');
    expect(seen).toEqual(['on']);
  });

  test('may not make the request another than a GET', async () => {
    const client = clientWith();
    client.raw.use({ onRequest: ({ request }) => new Request(request, { method: 'POST' }) });
    await expect(client.getBatchStatus('b')).rejects.toThrow('The contract has no POST');
  });

  test('may answer by itself, and is judged like a server', async () => {
    const client = clientWith();
    const answers = [Response.json({ ...goodBatch, total: 7 }), Response.json({ nothing: true })];
    client.raw.use({ onRequest: () => answers.shift() });
    expect(await client.getBatchStatus('b')).toMatchObject({ total: 7 });
    await expect(client.getBatchStatus('b')).rejects.toMatchObject({ code: 'malformed' });
  });

  test('may put another response in the place of the server’s', async () => {
    const client = clientWith();
    const body = JSON.stringify({ error: 'closed today' });
    client.raw.use({ onResponse: () => new Response(body, { status: 403 }) });
    const call = client.getBatchStatus(idFor('good'));
    await expect(call).rejects.toMatchObject({ code: 'forbidden', status: 403 });
    await expect(call).rejects.toThrow('closed today');
  });

  test('may read the response, and getBatchStatus still has its batch', async () => {
    const bodies: unknown[] = [];
    const client = clientWith();
    client.raw.use({
      onResponse: async ({ response }) => void bodies.push(await response.clone().json()),
    });
    expect(await client.getBatchStatus(idFor('good'))).toEqual(goodBatch);
    expect(bodies).toEqual([goodBatch]);
  });
});

test('the platform’s fetch is read at each call, so that what replaces it is seen', async () => {
  const client = clientWith();
  const platform = globalThis.fetch;
  try {
    globalThis.fetch = async () => Response.json({ ...goodBatch, total: 8 });
    expect(await client.getBatchStatus('b')).toMatchObject({ total: 8 });
  } finally {
    globalThis.fetch = platform;
  }
});
