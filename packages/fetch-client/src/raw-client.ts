import {
  batchPath,
  ConfigurationError,
  demand,
  headersOf,
  redact,
  wrongOption,
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
  createQuerySerializer,
  mergeHeaders,
  type Client,
  type FetchOptions,
  type HeadersOptions,
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

const parsers: readonly unknown[] = ['json', 'text', 'blob', 'arrayBuffer', 'stream'];

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
    demand((path as string) === statusPath, 'path', path, statusPath);
    const { signal, ...rest } = readOptions(init);
    // A `Request` with a signal would leave a listener on it for as long as the signal lives.
    const send = fetchWith({ signal: signal ?? undefined });
    const call = { ...rest, fetch: send, pathSerializer };
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
  const name = Object.keys(options).find((each) => !callOptions.includes(each));
  if (name === undefined) return;
  const option = redact(name);
  throw new ConfigurationError(
    `A call of the raw client does not support the option \`${option}\`; use one of ${callOptions.join(', ')}. To send other requests, pass your own \`fetch\` to createBatchStatusClient.`,
    { option },
  );
}

/** Copies the options of a call. @throws {ConfigurationError} if they are invalid. */
function readOptions(init: RawCallOptions | undefined): RawCallOptions {
  const copy = reading('options', init, 'an object', () => ({ ...init }));
  refuseOtherOptions(copy);
  const { headers, parseAs = 'json' } = copy;
  demand(parsers.includes(parseAs), 'parseAs', parseAs, `one of ${parsers.join(', ')}`);
  const params = reading('params', copy.params, 'an object', () => ({
    ...copy.params,
    // Without parameters, openapi-fetch would send the placeholder `{batchId}`.
    path: { ...copy.params?.path },
  }));
  const { query, header } = params as { query?: object; header?: HeadersOptions };
  reading('params.query', query, 'an object of texts and numbers', () =>
    createQuerySerializer()(query),
  );
  const wanted = 'names and values that HTTP allows';
  reading('headers', headers, wanted, () => mergeHeaders(headers, header));
  const middleware = reading('middleware', copy.middleware, 'an array', () =>
    copy.middleware === undefined ? undefined : [...copy.middleware],
  );
  return { ...copy, params, ...(middleware && { middleware }) } as RawCallOptions;
}

/**
 * Returns what a function makes of an option.
 *
 * @throws {ConfigurationError} if it throws. The error has no cause: the platform's error may quote the
 *   value, which may be a secret.
 */
function reading<T>(option: string, value: unknown, wanted: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw wrongOption(option, value, wanted, true);
  }
}
