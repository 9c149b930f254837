import {
  ClosedError,
  ConfigurationError,
  createSendCall,
  demandMethods,
  getBatchStatusOver,
  requestBatchStatusOver,
  type BatchStatusResponse,
  type CallOptions,
  type ClientOptions,
} from '@batch-status/client-core';
import type { BatchStatus } from '@batch-status/spec';
import type { Dispatcher } from 'undici';
import { CallCounter } from './call-counter.ts';
import { ClientDispatcher } from './transport/client-dispatcher.ts';
import { publishingCalls, publishingEvents, type Operation } from './diagnostics.ts';
import { settingsWithEnvironment } from './environment.ts';
import { refuseUndecoded } from './transport/undecoded.ts';
import { undiciTransport } from './transport/undici-transport.ts';

export interface NodeClientOptions extends ClientOptions {
  /**
   * The undici dispatcher that sends the requests, such as an `Agent`, from undici 8.7 or later. The
   * client does not close it. Default a dispatcher of its own that respects `HTTP_PROXY`,
   * `HTTPS_PROXY`, and `NO_PROXY`, and keeps idle connections for 30 seconds.
   */
  dispatcher?: Dispatcher | undefined;
}

/** A client for Node. All its calls share connections, a cache, and a budget for retries, so make one and keep it. */
export interface BatchStatusClient extends AsyncDisposable {
  /**
   * Requests the current status of a batch.
   *
   * @param batchId The id returned when the batch was started.
   * @throws {ConfigurationError} if the batch id or an option is invalid.
   * @throws {ClosedError} if the client is closed.
   * @throws {ApiError} if the server returns 4xx or 5xx.
   * @throws {NetworkError} if there is no response.
   * @throws {ProtocolError} if the response is not what the contract allows.
   * @throws {TimeoutError} if the deadline passes.
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
   * Like `getBatchStatus`, but resolves to the batch with the times of its request and response, and
   * the pause that the server asks for.
   *
   * @throws the same errors as `getBatchStatus`.
   */
  requestBatchStatus: (batchId: string, options?: CallOptions) => Promise<BatchStatusResponse>;
  /**
   * Ends all watches, waits, and monitors over this client at once: they reject with a
   * `ClosedError`. Then waits for the other calls in progress, and closes the connections. A process
   * can exit without it: idle connections do not keep a process alive.
   */
  close: () => Promise<void>;
  /** Aborts when the client is closed. Its reason is a `ClosedError`. */
  readonly closeSignal: AbortSignal;
}

/**
 * Creates a client for Node. If `apiKey`, `workspaceId`, or `baseUrl` is omitted, it is read from
 * `TRILLET_API_KEY`, `TRILLET_WORKSPACE_ID`, or `TRILLET_BASE_URL`.
 *
 * @throws {ConfigurationError} whose `option` names the invalid one. Its message also names the
 *   variable, if the value comes from one. If a credential is missing, each call rejects with a
 *   `ConfigurationError`.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient } from '@batch-status/node';
 *
 * await using client = createBatchStatusClient({ deadline: 10_000 });
 * const { status } = await client.getBatchStatus('batch_7891011121314');
 * console.log(status); // completed
 * ```
 */
export function createBatchStatusClient(options: NodeClientOptions = {}): BatchStatusClient {
  refuseBun();
  const read = settingsWithEnvironment(options, ['dispatcher']);
  const { dispatcher: passed } = options;
  const baseUrl = new URL(read.baseUrl).href.replace(/\/$/, '');
  const settings = publishingEvents({ ...read, baseUrl });
  if (passed !== undefined) {
    demandMethods('dispatcher', passed, ['dispatch'], 'an undici Dispatcher with `dispatch`');
  }
  const dispatcher = new ClientDispatcher(passed, new URL(baseUrl).origin);
  const sendCall = refuseUndecoded(createSendCall(undiciTransport(dispatcher), settings));

  const calls = new CallCounter();
  let closing: Promise<void> | undefined;

  async function closeWhenIdle(): Promise<void> {
    await calls.none();
    await dispatcher.close();
  }
  const closeController = new AbortController();
  function close(): Promise<void> {
    if (!closing) {
      closing = closeWhenIdle();
      // Later, because a listener may close the client too.
      closeController.abort(closed());
    }
    return closing;
  }

  const untilClosed = <T>(operation: Operation<T>): Operation<T> => {
    const published = publishingCalls<T>((...call) =>
      dispatcher.current ? operation(...call) : dispatcher.create().then(() => operation(...call)),
    );
    return (batchId, callOptions) =>
      closing ? Promise.reject(closed()) : calls.count(published(batchId, callOptions));
  };

  return {
    getBatchStatus: untilClosed(getBatchStatusOver(sendCall, settings)),
    requestBatchStatus: untilClosed(requestBatchStatusOver(sendCall, settings)),
    close,
    closeSignal: closeController.signal,
    [Symbol.asyncDispose]: close,
  };
}

const closed = (): ClosedError => new ClosedError('This client is closed. Create another one.');

/** Bun replaces undici with its own, which lacks `dispatch`: every call would fail. */
function refuseBun(): void {
  if (process.versions['bun'] === undefined) return;
  throw new ConfigurationError('@batch-status/node needs Node; in Bun, use @batch-status/fetch.');
}
