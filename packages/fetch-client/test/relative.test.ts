import { goodBatch } from '@batch-status/loopback/batches';
import { expect, test } from 'vitest';
import { createBatchStatusClient, createRawClient } from '../src/index.ts';

const statusPath = '/v1/api/batch-calls/{batchId}/status';

test('a relative base URL is accepted outside of a page, and each call says what is wrong', async () => {
  const client = createBatchStatusClient({ baseUrl: '/api' });
  const refusal = {
    name: 'ConfigurationError',
    option: 'baseUrl',
    message: '`baseUrl` must be an absolute URL outside of a web page; got the string "/api".',
  };
  await expect(client.getBatchStatus('b')).rejects.toMatchObject(refusal);
  const raw = createRawClient(client);
  const params = { path: { batchId: 'b' } };
  await expect(raw.GET(statusPath, { params })).rejects.toMatchObject(refusal);
});

test('a fetch that resolves paths works outside of a page', async () => {
  const asked: unknown[] = [];
  const client = createBatchStatusClient({
    baseUrl: '/api',
    fetch: async (input) => {
      asked.push(input);
      return Response.json(goodBatch);
    },
  });
  expect(await client.getBatchStatus('b')).toEqual(goodBatch);
  expect(asked).toEqual(['/api/v1/api/batch-calls/b/status']);
});

test('a fetch that does not resolve paths is not asked again', async () => {
  let asked = 0;
  const client = createBatchStatusClient({
    baseUrl: '/api',
    fetch: (input, init) => {
      asked += 1;
      return fetch(input, init);
    },
  });
  await expect(client.getBatchStatus('b')).rejects.toMatchObject({ option: 'baseUrl' });
  expect(asked).toBe(1);
});
