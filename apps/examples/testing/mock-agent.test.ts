import { createBatchStatusClient } from '@batch-status/node';
import { MockAgent } from 'undici';
import { expect, test } from 'vitest';
import { batch } from './batch.ts';

test('the Node client with a MockAgent', async () => {
  const agent = new MockAgent();
  agent.disableNetConnect();
  agent
    .get('https://api.trillet.ai')
    .intercept({ path: '/v1/api/batch-calls/batch_1/status' })
    .reply(200, batch);
  await using client = createBatchStatusClient({
    dispatcher: agent,
    apiKey: 'test-key',
    workspaceId: 'test-workspace',
    baseUrl: 'https://api.trillet.ai',
  });
  expect(await client.getBatchStatus('batch_1')).toEqual(batch);
});
