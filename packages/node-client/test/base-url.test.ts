import { goodBatch } from '@batch-status/loopback/batches';
import { afterEach, expect, test, vi } from 'vitest';
import { createBatchStatusClient } from '../src/index.ts';
import { serve } from './serve.ts';

test.each([
  ['', ''],
  ['/', ''],
  ['/batches//', '/batches'],
  ['/über/../für%20alle', '/f%C3%BCr%20alle'],
])('a base URL that ends in %j works like any other', async (end, path) => {
  const seen: (string | undefined)[] = [];
  await using server = await serve((request, response) => {
    seen.push(request.url);
    response.end(JSON.stringify(goodBatch));
  });
  const baseUrl = `${server.url.replace('http', 'HTTP')}${end}`;
  const credentials = { apiKey: undefined, workspaceId: undefined };
  await using client = createBatchStatusClient({ baseUrl, ...credentials });
  await client.getBatchStatus('a/b ü?#');
  expect(seen).toEqual([`${path}/v1/api/batch-calls/a%2Fb%20%C3%BC%3F%23/status`]);
});

afterEach(() => vi.unstubAllEnvs());

test.each(['/', '//', '/api'])('the path %j is refused, because there is no page', (baseUrl) => {
  const refusal = expect.objectContaining({ code: 'invalid_argument', option: 'baseUrl' });
  expect(() => createBatchStatusClient({ baseUrl })).toThrow(refusal);
  vi.stubEnv('TRILLET_BASE_URL', baseUrl);
  expect(() => createBatchStatusClient()).toThrow(refusal);
});
