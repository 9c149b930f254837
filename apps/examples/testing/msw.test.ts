import { createBatchStatusClient } from '@batch-status/fetch';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batch } from './batch.ts';

const url = 'https://api.trillet.ai/v1/api/batch-calls/:batchId/status';
const server = setupServer(http.get(url, () => HttpResponse.json(batch)));

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterAll(() => server.close());

test('the fetch client with msw', async () => {
  const client = createBatchStatusClient();
  expect(await client.getBatchStatus('batch_1')).toEqual(batch);
});
