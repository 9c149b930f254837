import axios from 'axios';
import got from 'got';
import { fetchCandidates } from './fetch-clients.ts';
import type { GeneratedClients } from './generated-clients.ts';
import type { Candidate } from './measure-calls.ts';
import { nodeCandidates, type NodeCandidates } from './node-candidates.ts';
import { credentials as headers, statusUrl } from '../loopback/status-request.ts';

/** Every client that runs on Node. */
export async function allCandidates(
  baseUrl: string,
  generated: Omit<GeneratedClients, typeof Symbol.asyncDispose>,
): Promise<NodeCandidates> {
  const node = nodeCandidates(baseUrl);
  const candidates = [
    ...(await fetchCandidates(baseUrl, generated)),
    ...node.candidates,
    ...otherCandidates(baseUrl),
  ];
  return { candidates, [Symbol.asyncDispose]: () => node[Symbol.asyncDispose]() };
}

/** Clients with an HTTP implementation of their own. */
function otherCandidates(baseUrl: string): Candidate[] {
  const url = statusUrl(baseUrl, 'demo');
  return [
    {
      name: 'axios',
      run: async (signal) =>
        (await axios.get(url, signal ? { headers, signal } : { headers })).data as unknown,
    },
    {
      name: 'got',
      run: (signal) => got(url, signal ? { headers, signal } : { headers }).json(),
    },
  ];
}
