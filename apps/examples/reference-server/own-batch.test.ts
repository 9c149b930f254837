import { createBatchStatusClient } from '@batch-status/node';
import { createReferenceServer } from '@batch-status/reference-server';
import { afterAll, expect, test } from 'vitest';

const server = createReferenceServer();
afterAll(() => server.close());

test('three calls that failed long ago', async () => {
  const { url } = await server.listen();
  // #region add
  const createdAt = Date.parse('2024-01-31T09:00:00Z');
  server.addBatch('three', { calls: 3, failureRate: 1, createdAt });
  // #endregion add
  await using client = createBatchStatusClient({
    baseUrl: url,
    apiKey: 'test-key',
    workspaceId: 'test-workspace',
  });
  const { isComplete, failed } = await client.getBatchStatus('three');
  expect({ isComplete, failed }).toEqual({ isComplete: true, failed: 3 });
});
