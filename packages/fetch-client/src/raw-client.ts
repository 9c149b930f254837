import {
  batchPath,
  ConfigurationError,
  headersOf,
  type CallOptions,
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
import { internalsOf, type BatchStatusClient } from './client.ts';
import { demandPage } from './fetch-transport.ts';
import { judgeForRaw } from './response.ts';

/** The options of a call. Everything else is decided by the client, such as `fetch` and `baseUrl`. */
export type RawCallOptions = Pick<
  FetchOptions<operations['getBatchStatus']>,
  'params' | 'headers' | 'parseAs' | 'signal' | 'middleware'
>;

const callOptions: readonly string[] = [
  'params',
  'headers',
  'parseAs',
  'signal',
  'middleware',
] satisfies (keyof RawCallOptions)[];

/**
 * The interface of openapi-fetch, with the rules of a call: it returns a refusal as `error`, throws
 * every other failure, and supports middleware. It rejects the options that only its client decides,
 * such as `credentials`, `cache`, and `fetch`.
 */
export interface RawClient extends Pick<Client<paths>, 'use' | 'eject'> {
  GET: <Init extends RawCallOptions>(
    path: typeof statusPath,
    // Without `never`, a type parameter accepts any other member.
    init: Init & { [Name in Exclude<keyof Init, keyof RawCallOptions>]: never },
  ) => Promise<RawResponse<Init>>;
}

/**
 * The result of a request. openapi-fetch's own type treats the open string of `status` as an object
 * and maps its methods.
 */
export type RawResponse<Init> =
  | { data: ParseAsResponse<BatchStatus, Init>; error?: never; response: Response }
  | {
      data?: never;
      /** The parsed JSON body, or else its text; `''` if there is no body. */
      error: ApiErrorBody | string;
      response: Response;
    };

/**
 * Creates an openapi-fetch client that shares the credentials, deadline, retries, and cache of a
 * client.
 *
 * @param client A client from `createBatchStatusClient` of this package.
 * @throws {ConfigurationError} if it is another client.
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
  const internals = internalsOf(client);
  if (!internals) {
    throw new ConfigurationError(
      '`client` must be from createBatchStatusClient of @batch-status/fetch.',
    );
  }
  const { sendCall, settings } = internals;

  /** Makes the `fetch` that openapi-fetch uses for one call. */
  const fetchWith =
    (options?: CallOptions) =>
    (request: Request): Promise<Response> => {
      if (request.method !== 'GET') {
        throw new ConfigurationError(`The method must be GET; got ${request.method}.`);
      }
      const headers = headersOf(Object.fromEntries(request.headers)) || {};
      return sendCall({ url: request.url, headers, options }, judgeForRaw);
    };

  const pathSerializer = (url: string, parameters: Record<string, unknown>): string =>
    url.slice(0, -statusPath.length) + batchPath(settings.pathPrefix, parameters['batchId']);
  const inner = createClient<paths>({ baseUrl: settings.baseUrl, pathSerializer });

  const get: RawClient['GET'] = async (path, init) => {
    if ((path as string) !== statusPath) {
      throw new ConfigurationError(`The path must be ${statusPath}; got ${path}.`);
    }
    const { signal, ...rest }: RawCallOptions = init ?? {};
    refuseOtherOptions(rest);
    refuseBadHeaders(rest.headers, rest.params?.header);
    // Without parameters, openapi-fetch would send the placeholder `{batchId}`.
    const params = { ...rest.params, path: { ...rest.params?.path } };
    // A `Request` with a signal would leave a listener on it for as long as the signal lives.
    const send = fetchWith({ signal: signal ?? undefined });
    const call = { ...rest, params, fetch: send, pathSerializer };
    // openapi-fetch would throw the platform's error for an invalid URL.
    demandPage(settings.baseUrl);
    return (await inner.GET(path, call as never)) as never;
  };
  return {
    GET: get,
    use: (...middleware) => inner.use(...middleware),
    eject: (...middleware) => inner.eject(...middleware),
  };
}

function refuseOtherOptions(options: object): void {
  const option = Object.keys(options).find((name) => !callOptions.includes(name));
  if (option === undefined) return;
  throw new ConfigurationError(
    `A call of the raw client does not support the option \`${option}\`; use one of ${callOptions.join(', ')}. To send other requests, pass your own \`fetch\` to createBatchStatusClient.`,
    { option },
  );
}

function refuseBadHeaders(...headers: Parameters<typeof mergeHeaders>): void {
  try {
    mergeHeaders(...headers);
  } catch {
    // No cause: the platform's error quotes the value, which may be a secret.
    throw new ConfigurationError('`headers` must be names and values that HTTP allows.', {
      option: 'headers',
    });
  }
}
