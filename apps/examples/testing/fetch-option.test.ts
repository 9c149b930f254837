import { createBatchStatusClient } from '@batch-status/fetch';
import { expect, test } from 'vitest';
import { batch } from './batch.ts';

test('the share of completed calls', async () => {
  const client = createBatchStatusClient({ fetch: async () => Response.json(batch) });
  const { completed, total } = await client.getBatchStatus('batch_1');
  expect(completed / total).toBe(0.7);
});
