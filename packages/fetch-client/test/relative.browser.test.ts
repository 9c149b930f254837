import { expect, test } from 'vitest';
import { createBatchStatusClient } from '../src/index.ts';

test('a relative base URL uses the origin of the page', async () => {
  const asked: unknown[] = [];
  const client = createBatchStatusClient({
    baseUrl: '/api',
    retry: false,
    fetch: (input, init) => {
      asked.push(input);
      return fetch(input, init);
    },
  });
  // The server of the page has no such path. It only matters that it got the request.
  await expect(client.getBatchStatus('b')).rejects.toMatchObject({
    path: '/api/v1/api/batch-calls/b/status',
  });
  expect(asked).toEqual(['/api/v1/api/batch-calls/b/status']);
});
