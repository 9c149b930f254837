import { createBatchStatusClient } from '@batch-status/node';
import { fetch, Pool } from 'undici';
import type { Candidate } from './measure.ts';

const path = '/v1/api/batch-calls/demo/status';
const headers = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };

/** Ours with every rule on, beside the least that undici needs for the same answer. */
export interface NodeCandidates extends AsyncDisposable {
  candidates: Candidate[];
}

/** @param url Of a server whose answers are not compressed. */
export function nodeCandidates(url: string): NodeCandidates {
  const pool = new Pool(url);
  const client = createBatchStatusClient({
    baseUrl: url,
    apiKey: headers['x-api-key'],
    workspaceId: headers['x-workspace-id'],
  });
  return {
    candidates: [
      {
        name: 'Pool.request and body.json()',
        run: async () => {
          const { body } = await pool.request({ path, method: 'GET', headers });
          return body.json();
        },
      },
      { name: '@batch-status/node', run: () => client.getBatchStatus('demo') },
      {
        name: 'fetch of undici',
        run: async () => (await fetch(url + path, { headers, dispatcher: pool })).json(),
      },
    ],
    async [Symbol.asyncDispose]() {
      await client.close();
      await pool.close();
    },
  };
}
