import { serverUrl } from '@batch-status/spec';
import { systemClock, type Clock } from '@batch-status/time';
import { baseUrlOf } from './base-url.ts';
import { headersWith, type Credential } from './credentials.ts';
import { listenersOf, type CallEventListener } from './events.ts';
import { headersOf, type RequestHeaders } from './headers.ts';
import { complete, type OptionsElsewhere } from './options.ts';
import { defaultPathPrefix, pathPrefixOf } from './path-prefix.ts';
import { defaultRetryPolicy, retryPolicyOf, type RetryPolicy } from './retry-policy.ts';

/** The options of a client. README.md lists them in one table. */
export interface ClientOptions {
  /**
   * The URL before the path prefix. In a web page, it may be a path such as `/api` on the same
   * origin, where your proxy adds the key. Default `https://api.trillet.ai`.
   */
  baseUrl?: string | URL | undefined;
  /** The path before `/batch-calls/…`. Default `/v1/api`. */
  pathPrefix?: string | undefined;
  /** The API key, or a function that returns it, called once per call. Omit it if a proxy adds it. */
  apiKey?: Credential;
  /** The workspace id, or a function that returns it. Omit it if a proxy adds it. */
  workspaceId?: Credential;
  /** Headers to send with every request, in addition to the credentials. */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * The time limit of a call in milliseconds, including retries and the pauses between them.
   * Default 30,000; `Infinity` for no limit.
   */
  deadline?: number | undefined;
  /** How to retry a failed request; `false` for no retries. See {@link RetryPolicy}. */
  retry?: Partial<RetryPolicy> | false | undefined;
  /**
   * Whether to repeat the `ETag` of the last response of a batch as `if-none-match`, so that an
   * unchanged batch is not sent again. Default true.
   */
  conditionalRequests?: boolean | undefined;
  /** The most bytes that a decoded response body may have. Default 4 MiB. */
  maxResponseBytes?: number | undefined;
  /**
   * The most bytes of memory for the cache of responses that `conditionalRequests` needs, including
   * ids, tags, and headers. Default 32 MiB; 0 for no cache.
   */
  maxCacheBytes?: number | undefined;
  /** Called with each event of a call. An error that it throws is reported as uncaught. */
  onEvent?: CallEventListener | undefined;
  /** The source of time and random numbers, for tests. Default the system clock. */
  clock?: Clock | undefined;
}

/** The client options that a call may override. */
export type CallSettings = Pick<ClientOptions, 'deadline' | 'retry' | 'onEvent'>;

/** The options of one call. */
export interface CallOptions extends CallSettings {
  /** Ends the call at once, even during a pause. The call rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** Validated options with their defaults. */
export interface Settings {
  baseUrl: string;
  pathPrefix: string;
  /** Makes the headers of a call, including the credentials. */
  headers: () => RequestHeaders | Promise<RequestHeaders>;
  deadline: number;
  retry: RetryPolicy;
  conditionalRequests: boolean;
  maxResponseBytes: number;
  maxCacheBytes: number;
  listeners: readonly CallEventListener[];
  clock: Clock;
}

/** Every option that all clients have, with its default. */
export const clientDefaults: ClientOptions &
  Pick<
    Settings,
    | 'baseUrl'
    | 'pathPrefix'
    | 'deadline'
    | 'conditionalRequests'
    | 'maxResponseBytes'
    | 'maxCacheBytes'
    | 'clock'
  > = {
  baseUrl: serverUrl,
  pathPrefix: defaultPathPrefix,
  apiKey: undefined,
  workspaceId: undefined,
  headers: undefined,
  deadline: 30_000,
  retry: undefined,
  conditionalRequests: true,
  maxResponseBytes: 4 * 2 ** 20,
  maxCacheBytes: 32 * 2 ** 20,
  onEvent: undefined,
  clock: systemClock,
};

/** Every option of a call. */
const callDefaults: CallOptions = {
  deadline: undefined,
  retry: undefined,
  onEvent: undefined,
  signal: undefined,
};

/** Where the options of a client belong, for the messages of other functions. */
export const ofClient: OptionsElsewhere = {
  createBatchStatusClient: clientDefaults,
};

/**
 * Validates client options and fills in their defaults.
 *
 * @param defaults Every option of this client, with its default. The caller validates those that only
 *   this client has.
 * @throws {ConfigurationError} whose `option` names the invalid one.
 *
 * @example
 * ```ts
 * import { resolveSettings } from '@batch-status/client-core';
 *
 * const { deadline, baseUrl } = resolveSettings({ deadline: 5000 });
 * console.log(deadline, baseUrl); // 5000 https://api.trillet.ai
 * ```
 */
export function resolveSettings<Defaults extends typeof clientDefaults>(
  options: ClientOptions,
  defaults: Defaults = clientDefaults as Defaults,
): Settings {
  const settings = complete(options, defaults, {
    elsewhere: { 'a call': callDefaults },
    mayBeZero: 'maxCacheBytes',
  });
  return {
    ...settings,
    baseUrl: baseUrlOf(settings.baseUrl),
    pathPrefix: pathPrefixOf(settings.pathPrefix),
    headers: headersWith(settings, { accept: 'application/json', ...headersOf(settings.headers) }),
    retry: retryPolicyOf(settings.retry, defaultRetryPolicy),
    listeners: listenersOf(settings.onEvent),
  };
}

/** The client's settings with the overrides of one call. */
export function resolveCallSettings(
  changes: CallOptions | undefined,
  client: Settings,
): Pick<Settings, 'deadline' | 'retry' | 'listeners'> & Pick<CallOptions, 'signal'> {
  if (changes === undefined) return client;
  const unchanged = { ...callDefaults, deadline: client.deadline };
  const { deadline, retry, onEvent, signal } = complete(changes, unchanged, {
    elsewhere: ofClient,
  });
  return {
    deadline,
    retry: retryPolicyOf(retry, client.retry),
    listeners: [...client.listeners, ...listenersOf(onEvent)],
    signal,
  };
}
