import { StillClock, type Fault } from '@batch-status/client-suite';
import { plantedPhoneNumber } from '@batch-status/loopback/batches';
import { inject } from 'vitest';
import {
  createBatchStatusClient,
  type BatchStatusClient,
  type BatchStatusSource,
  type FetchClientOptions,
} from '../../src/index.ts';
import { createProxyHandler, type ProxyOptions } from '../../src/proxy.ts';
import { serveHandler } from './serve-handler.ts';

export const faults = inject('faultServerUrl');
export const apiKey = 'planted-key-77c1';
export const workspaceId = 'planted-workspace-20d4';

export const idFor = (fault: Fault): string => `${fault}~${crypto.randomUUID()}`;

/** How many requests the service received for a batch. */
export async function requestsFor(id: string): Promise<number> {
  const response = await fetch(`${faults}/seen?${encodeURIComponent(id)}`);
  return ((await response.json()) as unknown[]).length;
}

export const service = (): BatchStatusClient =>
  createBatchStatusClient({ baseUrl: faults, apiKey, workspaceId });

/** Lets everything run that can run without waiting. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A proxy to the fault server, on the server of this runtime. Its time stands still. */
export async function start(
  options: Partial<ProxyOptions> = {},
  client: BatchStatusSource = service(),
) {
  const errors: unknown[] = [];
  const clock = new StillClock();
  const handler = createProxyHandler(client, {
    authorize: () => true,
    onError: (error) => errors.push(error),
    clock,
    ...options,
  });
  const server = await serveHandler(handler);
  const pathOf = (id: string): string =>
    `${server.url}/api/v1/api/batch-calls/${encodeURIComponent(id)}/status`;
  return {
    url: server.url,
    errors,
    clock,
    handler,
    ask: (id: string, init?: RequestInit) => fetch(pathOf(id), init),
    /** The client of a page. Its pauses take no time, and let the responses of the proxy expire. */
    page: (pageOptions: FetchClientOptions = {}): BatchStatusClient =>
      createBatchStatusClient({ baseUrl: `${server.url}/api`, clock, ...pageOptions }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** The credentials and the planted phone number, if a text contains them. */
export const secretsIn = (text: string): string[] =>
  [apiKey, workspaceId, plantedPhoneNumber.slice(1)].filter((secret) => text.includes(secret));
