import { createServer } from 'node:http';
import { createBatchStatusClient } from '@batch-status/node';
import { listenOnLoopback } from '@batch-status/loopback';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type Nock from 'nock';
import { expect, onTestFinished, test } from 'vitest';
import { batch } from '../testing/batch.ts';

const mocked = { ...batch, total: 99 };

/** Has the Node client request a batch from a server that stands for the real service. */
async function requestWith(mock: (url: string) => void): Promise<unknown> {
  await using service = await listenOnLoopback(
    createServer((_, response) => response.end(JSON.stringify(batch))),
  );
  mock(service.url);
  await using client = createBatchStatusClient({
    baseUrl: service.url,
    apiKey: 'key',
    workspaceId: 'workspace',
  });
  return client.getBatchStatus('batch_1');
}

// The guide warns of this. If a mock sees the client one day, the guide is out of date.
test('msw does not see the Node client', async () => {
  const received = await requestWith((url) => {
    const server = setupServer(http.get(`${url}/*`, () => HttpResponse.json(mocked)));
    server.listen({ onUnhandledFrame: 'error' });
    onTestFinished(() => server.close());
  });
  expect(received).toEqual(batch);
});

/** It replaces `fetch` when it is imported, which msw does not allow. */
const withNock = async (load: () => Promise<{ default: unknown }>): Promise<unknown> => {
  // The types of the two versions differ in what is not used here.
  const nock = (await load()).default as typeof Nock;
  return requestWith((url) => {
    if (!nock.isActive()) nock.activate();
    onTestFinished(() => nock.restore());
    nock.disableNetConnect();
    nock(url).get('/v1/api/batch-calls/batch_1/status').reply(200, mocked);
  });
};

test('nock 14 does not see the Node client', async () => {
  expect(await withNock(() => import('nock-14'))).toEqual(batch);
});

test('nock 15 sees the Node client', async () => {
  expect(await withNock(() => import('nock'))).toEqual(mocked);
});
