import { createBatchStatusClient } from '@batch-status/node';
import { fetch, Pool } from 'undici';
import type { Candidate } from './measure-calls.ts';
import { credentials as headers, statusUrl } from '../loopback/status-request.ts';

/** Candidates, and the connections that end when they are disposed of. */
export interface NodeCandidates extends AsyncDisposable {
  candidates: Candidate[];
}

/**
 * Our client, with every rule, and undici, with none.
 *
 * @param baseUrl The URL of a server that does not compress.
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
