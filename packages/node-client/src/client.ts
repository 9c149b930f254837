import {
  ConfigurationError,
  createExchange,
  getBatchStatusOver,
  requestBatchStatusOver,
  type BatchStatusResponse,
  type CallOptions,
  type ClientOptions,
} from '@batch-status/client-core';
import type { BatchStatus } from '@batch-status/spec';
import type { Dispatcher } from 'undici';
import { CallsUnderWay } from './calls-under-way.ts';
import { createDefaultDispatcher } from './default-dispatcher.ts';
import { publishingCalls, publishingEvents, type Operation } from './diagnostics.ts';
import { settingsWithEnvironment } from './environment.ts';
import { refuseUndecoded } from './undecoded.ts';
import { undiciTransport } from './undici-transport.ts';

export interface NodeClientOptions extends ClientOptions {
  /**
   * Carries the requests: an agent, a pool, or what wraps one, of undici 8.7 or later. The client does not
   * close it. Default an agent of the client's own, which goes through the proxies that
   * `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name, and keeps a connection for 30 seconds.
   */
  dispatcher?: Dispatcher | undefined;
}

export interface BatchStatusClient extends AsyncDisposable {
  /**
   * The batch as it stands now.
   *
   * @param batchId The id that starting the batch returned.
   * @throws {ConfigurationError} for a batch id or an option that cannot work, or once closed.
   * @throws {ApiError} when the server refuses or fails.
   * @throws {NetworkError} when no answer comes.
   * @throws {ProtocolError} when the answer is none that the contract allows.
   * @throws {TimeoutError} when the deadline passes.
   *
   * @example
   * ```ts
   * import { createBatchStatusClient } from '@batch-status/node';
   *
   * const client = createBatchStatusClient();
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
  /**
   * Waits for the calls under way and ends the connections. Not needed for a process to end: a
   * connection that nobody uses does not hold it.
   */
  close: () => Promise<void>;
}

/**
 * A client for Node. `apiKey`, `workspaceId` and `baseUrl` that are not passed are read from
 * `TRILLET_API_KEY`, `TRILLET_WORKSPACE_ID` and `TRILLET_BASE_URL`.
 *
 * @throws {ConfigurationError} that names the option or the variable that is missing or cannot work.
 */
export function createBatchStatusClient(options: NodeClientOptions = {}): BatchStatusClient {
  refuseBun();
  const { dispatcher: passed } = options;
  const read = settingsWithEnvironment(options, ['dispatcher']);
  const baseUrl = new URL(read.baseUrl).href.replace(/\/$/, '');
  const settings = publishingEvents({ ...read, baseUrl });
  if (passed !== undefined && typeof passed?.dispatch !== 'function') {
    throw new ConfigurationError(
      `\`dispatcher\` must be a Dispatcher of undici; got a value of type ${typeof passed} without \`dispatch\`.`,
      { option: 'dispatcher' },
    );
  }
  const dispatcher = passed ?? createDefaultDispatcher();
  const exchange = refuseUndecoded(createExchange(undiciTransport(dispatcher), settings));

  const calls = new CallsUnderWay();
  let closing: Promise<void> | undefined;

  async function closeWhenIdle(): Promise<void> {
    await calls.none();
    if (!passed) await dispatcher.destroy();
  }
  const close = (): Promise<void> => (closing ??= closeWhenIdle());

  const untilClosed = <T>(operation: Operation<T>): Operation<T> => {
    const published = publishingCalls(operation);
    return (batchId, callOptions) =>
      calls.run(() => {
        if (closing) throw new ConfigurationError('The client was closed; create another one.');
        return published(batchId, callOptions);
      });
  };

  return {
    getBatchStatus: untilClosed(getBatchStatusOver(exchange, settings)),
    requestBatchStatus: untilClosed(requestBatchStatusOver(exchange, settings)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Bun puts an undici of its own in place, which has no `dispatch`: every call would fail. */
function refuseBun(): void {
  if (process.versions['bun'] === undefined) return;
  throw new ConfigurationError('@batch-status/node needs Node; in Bun, use @batch-status/fetch.');
}
