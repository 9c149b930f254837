import { createBatchStatusClient } from '@batch-status/node';
import { fetch, Pool } from 'undici';
import type { Candidate } from './measure.ts';
import { credentials as headers, statusUrl } from './status-request.ts';

/** What is compared, and the connections that end with it. */
export interface NodeCandidates extends AsyncDisposable {
  candidates: Candidate[];
}

/**
 * Ours with every rule on, beside undici without any.
 *
 * @param baseUrl Of a server that does not compress.
 */
export function nodeCandidates(baseUrl: string): NodeCandidates {
  const url = statusUrl(baseUrl, 'demo');
  const path = url.slice(baseUrl.length);
  const pool = new Pool(baseUrl);
  const client = createBatchStatusClient({
    baseUrl,
    apiKey: headers['x-api-key'],
    workspaceId: headers['x-workspace-id'],
  });
  return {
    candidates: [
      {
        name: 'undici, Pool.request',
        run: async (signal) => {
          const options = { path, method: 'GET', headers };
          const { body } = await pool.request(signal ? { ...options, signal } : options);
          return body.json();
        },
      },
      {
        name: '@batch-status/node',
        run: (signal) => client.getBatchStatus('demo', signal && { signal }),
      },
      {
        name: 'undici, fetch',
        run: async (signal) => {
          const options = { headers, dispatcher: pool };
          return (await fetch(url, signal ? { ...options, signal } : options)).json();
        },
      },
    ],
    async [Symbol.asyncDispose]() {
      await client.close();
      await pool.close();
    },
  };
}
