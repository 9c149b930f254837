import { createBatchStatusClient, type BatchStatus } from '@batch-status/fetch';
import { expect, test } from 'vitest';

const batch: BatchStatus = {
  status: 'processing',
  isComplete: false,
  waiting: 1,
  active: 1,
  completed: 7,
  failed: 1,
  total: 10,
};

test('the share of completed calls', async () => {
  const client = createBatchStatusClient({ fetch: async () => Response.json(batch) });
  const { completed, total } = await client.getBatchStatus('batch_1');
  expect(completed / total).toBe(0.7);
});
