import { createBatchStatusClient } from '@batch-status/fetch';
import nock from 'nock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batch } from '../testing/batch.ts';

beforeAll(() => {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
});
afterAll(() => nock.restore());

test('the fetch client with nock', async () => {
  nock('https://api.trillet.ai')
    .get('/v1/api/batch-calls/batch_1/status')
    .reply(200, { ...batch });
  const client = createBatchStatusClient();
  expect(await client.getBatchStatus('batch_1')).toEqual(batch);
});
