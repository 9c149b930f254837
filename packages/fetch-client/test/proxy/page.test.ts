import { goodBatch } from '@batch-status/loopback/batches';
import { describe, expect, test } from 'vitest';
import { createBatchStatusClient, NetworkError, watch } from '../../src/index.ts';
import { faults, idFor, requestsFor, start } from './proxied-service.ts';

describe('a page behind the proxy', () => {
  test('gets its batch, without the called numbers', async () => {
    await using proxy = await start();
    const batch = await proxy.page().getBatchStatus(idFor('good'));
    expect(batch).toEqual({
      ...goodBatch,
      recent_calls: [
        { jobId: 'call_1', status: 'completed', duration: 42 },
        { jobId: 'call_2', status: 'failed' },
      ],
    });
  });

  test('watches a batch to its end', async () => {
    await using proxy = await start();
    const id = idFor('complete-at-the-third');
    const phases: string[] = [];
    for await (const { phase } of watch(proxy.page(), id, { clock: proxy.clock })) {
      phases.push(phase);
    }
    expect(phases.at(-1)).toBe('complete');
    expect(await requestsFor(id)).toBe(3);
  });

  test('sees its watch end with the first request after the key is revoked', async () => {
    await using proxy = await start();
    const id = idFor('unauthorized-after-one');
    const updates: string[] = [];
    const watching = (async () => {
      for await (const { type } of watch(proxy.page(), id, { clock: proxy.clock })) {
        updates.push(type);
      }
    })();
    await expect(watching).rejects.toMatchObject({
      name: 'ApiError',
      code: 'forbidden',
      status: 403,
      message: expect.stringContaining('The service refused the key of this server'),
    });
    expect(updates).toHaveLength(1);
    expect(await requestsFor(id)).toBe(2);
    expect(proxy.errors).toMatchObject([{ code: 'unauthorized', attempts: 1 }]);
  });

  test.for([
    ['unauthorized', 403],
    ['forbidden', 403],
    ['bad-request', 400],
    ['teapot', 501],
    ['redirect', 501],
    ['not-implemented', 501],
    ['brotli-bomb', 501],
  ] as const)('gets a final error if the service fails with %s', async ([fault, status]) => {
    await using proxy = await start();
    const id = idFor(fault);
    await expect(proxy.page().getBatchStatus(id)).rejects.toMatchObject({ status, attempts: 1 });
    const watching = watch(proxy.page(), id, { clock: proxy.clock }).next();
    await expect(watching).rejects.toMatchObject({ status, attempts: 1 });
    expect(await requestsFor(id)).toBe(1);
  });

  test('gets a final error if the client of the proxy says that a retry cannot help', async () => {
    const failure = new NetworkError('The certificate has expired.', { retryable: false });
    await using proxy = await start({}, { getBatchStatus: () => Promise.reject(failure) });
    const watching = watch(proxy.page(), 'b', { clock: proxy.clock }).next();
    await expect(watching).rejects.toMatchObject({ status: 501, attempts: 1 });
    expect(proxy.errors).toEqual([failure]);
  });

  test('gets a final error if the client of the proxy has no valid key', async () => {
    const client = createBatchStatusClient({ baseUrl: faults, apiKey: () => '' });
    await using proxy = await start({}, client);
    const watching = watch(proxy.page(), 'b', { clock: proxy.clock }).next();
    await expect(watching).rejects.toMatchObject({ status: 501, attempts: 1 });
    expect(proxy.errors).toMatchObject([{ code: 'invalid_argument' }]);
  });

  test('gets a final error if the service has never returned a batch', async () => {
    await using proxy = await start();
    const id = idFor('html-200');
    const watching = watch(proxy.page(), id, { clock: proxy.clock });
    await expect(watching.next()).rejects.toMatchObject({ code: 'api_error', status: 501 });
    expect(await requestsFor(id)).toBe(2);
  });

  test.for([
    ['error-twice', 3],
    ['rate-limited-twice', 3],
    ['gateway-timeout-twice', 3],
    ['half-json-once', 2],
  ] as const)('retries once per request to the service: %s', async ([fault, requests]) => {
    await using proxy = await start();
    const id = idFor(fault);
    await proxy.page().getBatchStatus(id);
    expect(await requestsFor(id)).toBe(requests);
    expect(proxy.clock.pauses).toEqual(Array.from({ length: requests - 1 }, () => 2_000));
  });
});
