import {
  batchPath,
  ConfigurationError,
  createExchange,
  judge,
  resolveSettings,
  type CallOptions,
  type ClientOptions,
  type Reply,
} from '@batch-status/client-core';
import { statusPath, type BatchStatus, type paths } from '@batch-status/spec';
import createClient, { mergeHeaders, type Middleware } from 'openapi-fetch';
import { fetchTransport } from './fetch-transport.ts';
import type { RawClient } from './raw.ts';
import { toContractResponse, toReply, toResponse } from './response.ts';

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

  readonly raw: RawClient;
}

/**
 * A client over `fetch`, for browsers, Deno, Bun and workers. It keeps nothing open.
 *
 * @throws {ConfigurationError} that names the option that cannot work.
 */
export function createBatchStatusClient(options: FetchClientOptions = {}): BatchStatusClient {
  const { fetch: ownFetch, ...shared } = options;
  const settings = resolveSettings(shared, ['fetch']);
  const exchange = createExchange(
    fetchTransport(() => ownFetch ?? globalThis.fetch),
    settings,
  );

  /** The `fetch` of one call through openapi-fetch. */
  const sendThrough =
    (judgeReply: (reply: Reply) => Response, { signal, ...call }: CallOptions = {}) =>
    (request: Request): Promise<Response> => {
      if (request.method !== 'GET') {
        throw new ConfigurationError(`The contract has no ${request.method}; use GET.`);
      }
      const { url } = request;
      const headers = Object.fromEntries(request.headers);
      const end = signal ?? request.signal;
      return exchange({ url, headers, signal: end, settings: call }, judgeReply);
    };

  const pathSerializer = (url: string, parameters: Record<string, unknown>): string =>
    url.slice(0, -statusPath.length) + batchPath(settings.pathPrefix, parameters['batchId']);
  const client = createClient<paths>({
    baseUrl: settings.baseUrl,
    fetch: sendThrough(toContractResponse),
    pathSerializer,
  });
  const middleware = new Set<Middleware>();

  const get: RawClient['GET'] = async (path, init) => {
    if ((path as string) !== statusPath) {
      throw new ConfigurationError(`The contract has no path ${path}; use ${statusPath}.`);
    }
    const { signal, ...rest } = init ?? {};
    refuseBadHeaders(rest.headers, rest.params?.header);
    // Without parameters openapi-fetch would send the template as it is.
    const params = { ...rest.params, path: { ...rest.params?.path } };
    // A `Request` that follows a signal leaves a listener on it, for as long as the signal lives.
    const ruled = sendThrough(toContractResponse, { signal: signal ?? undefined });
    const call = { ...rest, params, fetch: ruled, pathSerializer };
    return (await client.GET(path, call as never)) as never;
  };

  /** With what middleware makes of the request and of the response. */
  async function getThroughMiddleware(batchId: string, call: CallOptions): Promise<BatchStatus> {
    let judged: { response: Response; batch: BatchStatus } | undefined;
    const judgeReply = (reply: Reply): Response => {
      const batch = judge(reply);
      const response = toResponse(reply);
      judged = { response, batch };
      return response;
    };
    const result = await client.GET(statusPath, {
      params: { path: { batchId } },
      parseAs: 'stream',
      fetch: sendThrough(judgeReply, call),
    });
    if (judged && judged.response === result.response) return judged.batch;
    const path = batchPath(settings.pathPrefix, batchId);
    return judge(await toReply(result, path, settings.clock.now()));
  }

  return {
    raw: {
      GET: get,
      use(...more) {
        for (const each of more) {
          if (middleware.has(each)) continue;
          client.use(each);
          middleware.add(each);
        }
      },
      eject(...some) {
        client.eject(...some);
        for (const each of some) middleware.delete(each);
      },
    },
    async getBatchStatus(batchId, call = {}) {
      const url = settings.baseUrl + batchPath(settings.pathPrefix, batchId);
      if (middleware.size > 0) return getThroughMiddleware(batchId, call);
      // Without middleware nobody would see the `Request` and the `Response`, which are dear to make.
      const { signal, ...changes } = call;
      return exchange({ url, signal, settings: changes }, judge);
    },
  };
}

function refuseBadHeaders(...headers: Parameters<typeof mergeHeaders>): void {
  try {
    mergeHeaders(...headers);
  } catch {
    // The platform's error quotes the value, which may be a secret: it is no cause.
    throw new ConfigurationError(
      'headers contains a name or a value that HTTP cannot carry, such as a line break.',
    );
  }
}
