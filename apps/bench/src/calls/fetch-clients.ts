import { createBatchStatusClient } from '@batch-status/fetch';
import ky from 'ky';
import { ofetch } from 'ofetch';
import createClient from 'openapi-fetch';
import { importGenerated, type GeneratedClients } from './generated-clients.ts';
import type { Candidate } from './measure-calls.ts';
import { credentials, statusPath, statusUrl } from '../loopback/status-request.ts';

/** The clients that ours is compared with: not the platform that they all use. */
export const peers: string[] = [
  'openapi-fetch',
  'ky',
  'ofetch',
  'axios',
  'redocly generate-client',
  '@hey-api/openapi-ts',
];

/**
 * One call of each client over `fetch`, as its documentation shows it, with no options except the
 * two keys.
 */
export async function fetchCandidates(
  baseUrl: string,
  generated: Omit<GeneratedClients, typeof Symbol.asyncDispose>,
): Promise<Candidate[]> {
  const url = statusUrl(baseUrl, 'demo');
  const headers = credentials;
  const path = { batchId: 'demo' };
  const ours = createBatchStatusClient({
    baseUrl,
    apiKey: headers['x-api-key'],
    workspaceId: headers['x-workspace-id'],
  });
  const openapi = createClient<Record<string, never>>({ baseUrl, headers });
  const redocly = await importGenerated(generated.redocly);
  redocly.client.configure({ serverUrl: baseUrl, headers });
  const heyApi = await importGenerated(generated.heyApi);
  heyApi.client.setConfig({ baseUrl, headers });
  return [
    {
      name: 'openapi-fetch',
      run: (signal) => openapi.GET(statusPath as never, { params: { path }, signal } as never),
    },
    {
      name: '@batch-status/fetch',
      run: (signal) => ours.getBatchStatus('demo', signal && { signal }),
    },
    {
      name: 'fetch',
      run: async (signal) => (await fetch(url, { headers, ...aborted(signal) })).json(),
    },
    { name: 'ky', run: (signal) => ky(url, { headers, ...aborted(signal) }).json() },
    { name: 'ofetch', run: (signal) => ofetch(url, { headers, ...aborted(signal) }) },
    {
      name: 'redocly generate-client',
      run: (signal) => redocly.getBatchStatus({ path }, aborted(signal)),
    },
    {
      name: '@hey-api/openapi-ts',
      run: (signal) => heyApi.getBatchStatus({ path, ...aborted(signal) }),
    },
  ];
}

const aborted = (signal: AbortSignal | undefined): { signal?: AbortSignal } =>
  signal ? { signal } : {};
