import {
  createExchange,
  getBatchStatusOver,
  requestBatchStatusOver,
  resolveSettings,
  type BatchStatusResponse,
  type CallOptions,
  type ClientOptions,
  type Exchange,
  type Settings,
} from '@batch-status/client-core';
import type { BatchStatus } from '@batch-status/spec';
import { fetchTransport, type FetchReply } from './fetch-transport.ts';

export interface FetchClientOptions extends ClientOptions {
  /** Used in place of the platform's `fetch`, which is otherwise read at each call. */
  fetch?: typeof fetch | undefined;
}

export interface BatchStatusClient {
  /**
   * The batch as it stands now.
   *
   * @param batchId The id that starting the batch returned.
   * @throws {ConfigurationError} for a batch id or an option that cannot work.
   * @throws {ApiError} when the server refuses or fails.
   * @throws {NetworkError} when no answer comes.
   * @throws {ProtocolError} when the answer is none that the contract allows.
   * @throws {TimeoutError} when the deadline passes.
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
   * The same, with when the request was sent and answered, and how long the server asks to wait.
   *
   * @throws what `getBatchStatus` throws.
   */
  requestBatchStatus: (batchId: string, options?: CallOptions) => Promise<BatchStatusResponse>;
}

/**
 * A client over `fetch`, for browsers, Deno, Bun and workers. It keeps nothing open.
 *
 * @throws {ConfigurationError} that names the option that cannot work.
 */
export function createBatchStatusClient(options: FetchClientOptions = {}): BatchStatusClient {
  const settings = resolveSettings(options, ['fetch']);
  const exchange = createExchange(fetchTransport(options.fetch), settings);
  const client = {
    getBatchStatus: getBatchStatusOver(exchange, settings),
    requestBatchStatus: requestBatchStatusOver(exchange, settings),
  };
  insides.set(client, { exchange, settings });
  return client;
}

interface Insides {
  exchange: Exchange<FetchReply>;
  settings: Settings;
}

const insides = new WeakMap<BatchStatusClient, Insides>();

/** What {@link createRawClient} shares with the client that it is made for. */
export const insidesOf = (client: BatchStatusClient): Insides | undefined => insides.get(client);
