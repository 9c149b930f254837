import { createBatchStatusClient, isBatchStatusError } from '@batch-status/node';
import { createReferenceServer, wellKnownBatches } from '@batch-status/reference-server';
import { afterAll, expect, test } from 'vitest';

const server = createReferenceServer({ demo: { speed: 100 } });
const { url } = await server.listen();
afterAll(() => server.close());

test.each(wellKnownBatches)('$batchId: $description', async ({ batchId }) => {
  await using client = createBatchStatusClient({
    baseUrl: url,
    apiKey: 'test-key',
    workspaceId: 'test-workspace',
    retry: false,
  });
  const result = await client.getBatchStatus(batchId).catch((error: unknown) => error);
  expect(isBatchStatusError(result) ? result.code : 'a batch').toMatch(
    /^(?:a batch|api_error|forbidden|not_found)$/,
  );
});
