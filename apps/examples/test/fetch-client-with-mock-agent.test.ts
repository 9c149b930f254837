import { createBatchStatusClient } from '@batch-status/fetch';
import { fetch as undiciFetch, MockAgent } from 'undici';
import { expect, test } from 'vitest';
import { batch } from '../testing/batch.ts';

test('the fetch client with a MockAgent', async () => {
  const dispatcher = new MockAgent();
  dispatcher.disableNetConnect();
  dispatcher
    .get('https://api.trillet.ai')
    .intercept({ path: '/v1/api/batch-calls/batch_1/status' })
    .reply(200, batch);
  const send = (url: string, init: object) => undiciFetch(url, { ...init, dispatcher });
  const client = createBatchStatusClient({ fetch: send as never });
  expect(await client.getBatchStatus('batch_1')).toEqual(batch);
});
