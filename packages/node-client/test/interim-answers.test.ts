import { goodBatch } from '@batch-status/loopback/batches';
import { expect, test } from 'vitest';
import { createBatchStatusClient } from '../src/index.ts';
import { serve } from './serve.ts';

test('an interim response (1xx) is not the response', async () => {
  await using server = await serve((_request, response) => {
    response.writeProcessing();
    response.writeEarlyHints({ link: '</styles.css>; rel=preload' }, () =>
      response.end(JSON.stringify(goodBatch)),
    );
  });
  const credentials = { apiKey: undefined, workspaceId: undefined };
  await using client = createBatchStatusClient({ baseUrl: server.url, ...credentials });
  expect(await client.getBatchStatus('b')).toEqual(goodBatch);
});
