import { systemClock, type Clock } from '@batch-status/time';
import { complete, demand } from '../settings/options.ts';
import { defaultPathPrefix, pathPrefixOf } from '../settings/path-prefix.ts';

/**
 * Decides whether the sender of a request may see a batch: `true`, `false` for a 403, or a response
 * of your own, such as a 401. An error that it throws is passed on to the framework.
 */
export type Authorize<Incoming> = (
  request: Incoming,
  batchId: string,
) => boolean | Response | Promise<boolean | Response>;

/** The options of a proxy. Times are in milliseconds. */
export interface ProxyOptions<Incoming = Request> {
  /** Called for each request, before the batch is requested. See {@link Authorize}. */
  authorize: Authorize<Incoming>;
  /** The path in the `baseUrl` of the pages' clients. Default `/api`. */
  path?: string | undefined;
  /** The `pathPrefix` of the pages' clients. Default `/v1/api`. */
  pathPrefix?: string | undefined;
  /** How long pages share a response after it was received. Default 2,000. */
  shareFor?: number | undefined;
  /** The most batches whose responses are shared or being requested at a time. Default 10,000. */
  maxBatches?: number | undefined;
  /**
   * Called with the error of each failed request to the service, which pages do not get to see. An
   * error that it throws is reported as uncaught.
   */
  onError?: ((error: unknown) => void) | undefined;
  /**
   * Called for each request to the service, with a promise that resolves when the request ends. A
   * worker may cancel a request when the page that caused it disconnects, unless it waits for this
   * promise.
   */
  waitUntil?: ((responded: Promise<unknown>) => void) | undefined;
  /** The source of time, for tests. Default the system clock. */
  clock?: Clock | undefined;
}

/** Validated options with their defaults. */
export type ProxySettings<Incoming> = ProxyOptions<Incoming> &
  Required<Omit<ProxyOptions<Incoming>, 'onError' | 'waitUntil'>> & {
    path: string;
    pathPrefix: string;
    shareFor: number;
    maxBatches: number;
    clock: Clock;
  };

/** Every option of a proxy, with its default. */
export const proxyDefaults: Omit<ProxySettings<never>, 'authorize'> & { authorize: undefined } = {
  authorize: undefined,
  path: '/api',
  pathPrefix: defaultPathPrefix,
  shareFor: 2_000,
  maxBatches: 10_000,
  onError: undefined,
  waitUntil: undefined,
  clock: systemClock,
};

/** @throws {ConfigurationError} whose `option` names the invalid one. */
export function resolveProxyOptions<Incoming>(
  options: ProxyOptions<Incoming>,
): ProxySettings<Incoming> {
  const settings = complete<object>(options, proxyDefaults, {
    mayBeZero: 'shareFor',
  }) as ProxySettings<Incoming>;
  const { authorize, path, pathPrefix, shareFor, maxBatches, onError, waitUntil } = settings;
  demand(
    typeof authorize === 'function',
    'authorize',
    authorize,
    'a function that returns whether the sender of a request may see a batch',
  );
  const isPath = typeof path === 'string' && /^(?:\/[^/?#\\]+)*\/?$/.test(path);
  demand(isPath, 'path', path, 'empty, or a path such as /api');
  demand(Number.isFinite(shareFor), 'shareFor', shareFor, 'a finite number');
  demand(Number.isInteger(maxBatches), 'maxBatches', maxBatches, 'a whole number');
  for (const [name, value] of Object.entries({ onError, waitUntil })) {
    demand(value === undefined || typeof value === 'function', name, value, 'a function');
  }
  return { ...settings, path: path.replace(/\/$/, ''), pathPrefix: pathPrefixOf(pathPrefix) };
}
