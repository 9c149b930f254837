import { goodBatch, plantedPhoneNumber } from '@batch-status/loopback/batches';
import { isBatchStatus } from '@batch-status/spec';
import { expect, test } from 'vitest';
import { webProxy } from '../examples/web-proxy.ts';
import { createBatchStatusClient } from '../src/index.ts';
import { serve } from './serve.ts';

const key = 'planted-key';

/** The service behind the proxy, with one batch. */
async function start() {
  const keys: unknown[] = [];
  const service = await serve((request, response) => {
    keys.push(request.headers['x-api-key']);
    const known = request.url === '/v1/api/batch-calls/demo/status';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? goodBatch : { error: 'Batch not found' }));
  });
  const client = createBatchStatusClient({
    baseUrl: service.url,
    apiKey: key,
    workspaceId: 'a-workspace',
    retry: false,
  });
  // Longer than a test takes.
  const proxy = await serve(webProxy(client, 600_000));
  const ask = async (path: string): Promise<[number, string]> => {
    const response = await fetch(proxy.url + path);
    return [response.status, await response.text()];
  };
  return {
    keys,
    ask,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await client.close();
      await service[Symbol.asyncDispose]();
    },
  };
}

test('a page gets its batch without the key and without the called numbers', async () => {
  await using started = await start();
  const [status, body] = await started.ask('/api/v1/api/batch-calls/demo/status');
  expect(status).toBe(200);
  expect(isBatchStatus(JSON.parse(body))).toBe(true);
  expect(JSON.parse(body)).toEqual({
    ...goodBatch,
    recent_calls: [
      { jobId: 'call_1', status: 'completed', duration: 42 },
      { jobId: 'call_2', status: 'failed' },
    ],
  });
  expect(body).not.toContain(plantedPhoneNumber);
  expect(body).not.toContain(key);
  expect(started.keys).toEqual([key]);
});

test('concurrent pages share one request', async () => {
  await using started = await start();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => started.ask('/api/v1/api/batch-calls/demo/status')),
  );
  expect(answers.map(([status]) => status)).toEqual(answers.map(() => 200));
  expect(started.keys).toHaveLength(1);
});

test.each([
  ['a batch that there is not', '/api/v1/api/batch-calls/nobody/status', 404],
  ['an id that cannot be one', '/api/v1/api/batch-calls/%00/status', 400],
  ['an id that is not encoded as one', '/api/v1/api/batch-calls/%zz/status', 400],
  ['another path', '/api/v1/api/accounts', 404],
])('for %s it responds in JSON and without a secret', async (_what, path, expected) => {
  await using started = await start();
  const [status, body] = await started.ask(path);
  expect(status).toBe(expected);
  expect(JSON.parse(body)).toHaveProperty('error');
  expect(body).not.toContain(key);
});
