import {
  batchPath,
  ConfigurationError,
  type CallOptions,
  type RequestHeaders,
} from '@batch-status/client-core';
import {
  statusPath,
  type ApiErrorBody,
  type BatchStatus,
  type operations,
  type paths,
} from '@batch-status/spec';
import createClient, {
  mergeHeaders,
  type Client,
  type FetchOptions,
  type ParseAsResponse,
} from 'openapi-fetch';
import { insidesOf, type BatchStatusClient } from './client.ts';
import { judgeForRaw } from './response.ts';

/**
 * The operation as openapi-fetch gives it, under every rule of a call: a refusal is returned as
 * `error`, everything else that is no batch is thrown, and middleware may take part. The client's
 * own `fetch` and path are used, whatever a call names.
 */
export interface RawClient extends Pick<Client<paths>, 'use' | 'eject'> {
  GET: <Init extends FetchOptions<operations['getBatchStatus']>>(
    path: typeof statusPath,
    init: Init,
  ) => Promise<RawResponse<Init>>;
}

/**
 * openapi-fetch's own type would take the open string of `status` for an object and map its
 * methods.
 */
export type RawResponse<Init> =
  | { data: ParseAsResponse<BatchStatus, Init>; error?: never; response: Response }
  | {
      data?: never;
      /** The body as text where it is no JSON, and so `''` where there is none. */
      error: ApiErrorBody | string;
      response: Response;
    };

/**
 * openapi-fetch over a client: the same credentials, deadline, retries and remembered answers.
 *
 * @param client One that `createBatchStatusClient` of this package made.
 * @throws {ConfigurationError} for any other.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient, createRawClient } from '@batch-status/fetch';
 *
 * const raw = createRawClient(createBatchStatusClient({ baseUrl: '/api' }));
 * const { data, error, response } = await raw.GET('/v1/api/batch-calls/{batchId}/status', {
 *   params: { path: { batchId: 'batch_7891011121314' } },
 * });
 * console.log(response.status, data?.completed ?? error);
 * ```
 */
export function createRawClient(client: BatchStatusClient): RawClient {
  const insides = insidesOf(client);
  if (!insides) {
    throw new ConfigurationError(
      'The client was not made by createBatchStatusClient of @batch-status/fetch; pass one that was.',
    );
  }
  const { exchange, settings } = insides;

  /** The `fetch` of one call through openapi-fetch. */
  const sendThrough =
    (options?: CallOptions) =>
    (request: Request): Promise<Response> => {
      if (request.method !== 'GET') {
        throw new ConfigurationError(`The contract has no ${request.method}; use GET.`);
      }
      const headers: RequestHeaders = Object.fromEntries(request.headers);
      return exchange({ url: request.url, headers, options }, judgeForRaw);
    };

  const pathSerializer = (url: string, parameters: Record<string, unknown>): string =>
    url.slice(0, -statusPath.length) + batchPath(settings.pathPrefix, parameters['batchId']);
  const inner = createClient<paths>({ baseUrl: settings.baseUrl, pathSerializer });

  const get: RawClient['GET'] = async (path, init) => {
    if ((path as string) !== statusPath) {
      throw new ConfigurationError(`The contract has no path ${path}; use ${statusPath}.`);
    }
    const { signal, ...rest } = init ?? {};
    refuseBadHeaders(rest.headers, rest.params?.header);
    // Without parameters openapi-fetch would send the template as it is.
    const params = { ...rest.params, path: { ...rest.params?.path } };
    // A `Request` that follows a signal leaves a listener on it, for as long as the signal lives.
    const ruled = sendThrough({ signal: signal ?? undefined });
    const call = { ...rest, params, fetch: ruled, pathSerializer };
    return (await inner.GET(path, call as never)) as never;
  };
  return {
    GET: get,
    use: (...middleware) => inner.use(...middleware),
    eject: (...middleware) => inner.eject(...middleware),
  };
}

function refuseBadHeaders(...headers: Parameters<typeof mergeHeaders>): void {
  try {
    mergeHeaders(...headers);
  } catch {
    // The platform's error quotes the value, which may be a secret: it is no cause.
    throw new ConfigurationError(
      '`headers` must be names and values that HTTP allows; got one with a line break or the like.',
      { option: 'headers' },
    );
  }
}
