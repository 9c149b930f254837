import { createBatchStatusClient, waitUntilComplete } from '@batch-status/node';
import { createReferenceServer } from '@batch-status/reference-server';
import { afterAll, expect, test } from 'vitest';

const server = createReferenceServer();
afterAll(() => server.close());

test('any client against a real server', async () => {
  const { url } = await server.listen();
  await using client = createBatchStatusClient({
    baseUrl: url,
    apiKey: 'test-key',
    workspaceId: 'test-workspace',
  });
  const { total } = await waitUntilComplete(client, 'complete');
  expect(total).toBe(150);
  await expect(client.getBatchStatus('forbidden')).rejects.toMatchObject({ code: 'forbidden' });
});
