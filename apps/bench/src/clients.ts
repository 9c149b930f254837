import { createBatchStatusClient } from '@batch-status/fetch';
import axios from 'axios';
import got from 'got';
import ky from 'ky';
import { ofetch } from 'ofetch';
import createClient from 'openapi-fetch';
import type { Candidate } from './measure.ts';

const path = '/v1/api/batch-calls/{batchId}/status';
const headers = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };

/** One call of each client, as its documentation says, without anything but the two keys. */
export function clientCandidates(baseUrl: string): Candidate[] {
  const url = baseUrl + path.replace('{batchId}', 'demo');
  const ours = createBatchStatusClient({
    baseUrl,
    apiKey: headers['x-api-key'],
    workspaceId: headers['x-workspace-id'],
  });
  const openapi = createClient<Record<string, never>>({ baseUrl, headers });
  const params = { path: { batchId: 'demo' } };
  return [
    {
      name: 'openapi-fetch',
      run: () => openapi.GET(path as never, { params } as never),
    },
    { name: '@batch-status/fetch', run: () => ours.getBatchStatus('demo') },
    { name: 'fetch', run: async () => (await fetch(url, { headers })).json() },
    { name: 'ky', run: () => ky(url, { headers }).json() },
    { name: 'ofetch', run: () => ofetch(url, { headers }) },
    { name: 'axios', run: async () => (await axios.get(url, { headers })).data as unknown },
    { name: 'got', run: () => got(url, { headers }).json() },
  ];
}
