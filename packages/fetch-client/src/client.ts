import {
  clientDefaults,
  createSendCall,
  demandPlatform,
  getBatchStatusOver,
  requestBatchStatusOver,
  resolveSettings,
  type BatchStatusResponse,
  type CallOptions,
  type ClientOptions,
  type SendCall,
  type Settings,
} from '@batch-status/client-core';
import type { BatchStatus } from '@batch-status/spec';
import { fetchTransport, type FetchReply } from './fetch-transport.ts';

export interface FetchClientOptions extends ClientOptions {
  /** The `fetch` to use. Default the platform's, which is read at each call. */
  fetch?: typeof fetch | undefined;
}

/** A client over `fetch`. All its calls share a cache and a budget for retries, so make one and keep it. */
export interface BatchStatusClient {
  /**
   * Requests the current status of a batch.
   *
   * @param batchId The id returned when the batch was started.
   * @throws {ConfigurationError} if the batch id or an option is invalid.
   * @throws {ApiError} if the server returns 4xx or 5xx.
   * @throws {NetworkError} if there is no response.
   * @throws {ProtocolError} if the response is not what the contract allows.
   * @throws {TimeoutError} if the deadline passes.
   *
   * @example
   * ```ts
   * import { createBatchStatusClient } from '@batch-status/fetch';
   *
   * const client = createBatchStatusClient({ baseUrl: '/api' });
   * const { completed, total } = await client.getBatchStatus('batch_7891011121314');
   * console.log(`${completed} of ${total} calls completed`);
   * ```
   */
  getBatchStatus: (batchId: string, options?: CallOptions) => Promise<BatchStatus>;
  /**
   * Like `getBatchStatus`, but resolves to the batch with the times of its request and response, and
   * the pause that the server asks for.
   *
   * @throws the same errors as `getBatchStatus`.
   */
  requestBatchStatus: (batchId: string, options?: CallOptions) => Promise<BatchStatusResponse>;
}

/**
 * Creates a client that uses `fetch`, for browsers, Deno, Bun, workers, and Node. It has nothing to close.
 *
 * @throws {ConfigurationError} whose `option` names the invalid one.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient } from '@batch-status/fetch';
 *
 * // In a page, behind a proxy that has the key. On a server, pass `apiKey` and `workspaceId`.
 * const client = createBatchStatusClient({ baseUrl: '/api', deadline: 10_000 });
 * const { status } = await client.getBatchStatus('batch_7891011121314');
 * console.log(status); // completed
 * ```
 */
export function createBatchStatusClient(options: FetchClientOptions = {}): BatchStatusClient {
  demandPlatform();
  const settings = resolveSettings(options, { ...clientDefaults, fetch: undefined });
  const sendCall = createSendCall(fetchTransport(options.fetch, settings.baseUrl), settings);
  const client = {
    getBatchStatus: getBatchStatusOver(sendCall, settings),
    requestBatchStatus: requestBatchStatusOver(sendCall, settings),
  };
  internals.set(client, { sendCall, settings });
  return client;
}

interface Internals {
  sendCall: SendCall<FetchReply>;
  settings: Settings;
}

const internals = new WeakMap<BatchStatusClient, Internals>();

/** What a client shares with its {@link createRawClient | raw client}. */
export const internalsOf = (client: BatchStatusClient): Internals | undefined =>
  internals.get(client);
