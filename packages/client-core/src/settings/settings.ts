import { serverUrl } from '@batch-status/spec';
import { systemClock, type Clock } from '@batch-status/time';
import { baseUrlOf } from './base-url.ts';
import { headersWith, type Credential } from './credentials.ts';
import { listenersOf, type CallEventListener } from './events.ts';
import { headersOf, type RequestHeaders } from './headers.ts';
import { complete, demandSignal } from './options.ts';
import { defaultPathPrefix, pathPrefixOf } from './path-prefix.ts';
import { defaultRetryPolicy, retryPolicyOf, type RetryPolicy } from './retry-policy.ts';

/** What a client is told once. */
export interface ClientOptions {
  /**
   * What stands before the path prefix: an absolute URL, or in a web page a path of the same
   * origin, such as `/api`, behind which a proxy adds the key. Default `https://api.trillet.ai`.
   */
  baseUrl?: string | undefined;
  /** What stands before `/batch-calls/…`. Default `/v1/api`. */
  pathPrefix?: string | undefined;
  /** The key, or a function that is asked at each call. Absent where a proxy adds it. */
  apiKey?: Credential;
  /** The workspace, or a function that is asked at each call. Absent where a proxy adds it. */
  workspaceId?: Credential;
  /** Headers of every request, besides the credentials. */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * How long a call may take, in milliseconds: connection, body, retries and the pauses between
   * them. Default 30,000; `Infinity` for none.
   */
  deadline?: number | undefined;
  /** How often to ask again after a failure that may pass; `false` for never. */
  retry?: Partial<RetryPolicy> | false | undefined;
  /** How many bytes a decoded answer may have. Default 4 MiB. */
  maxResponseBytes?: number | undefined;
  /** Told of everything that happens during calls. */
  onEvent?: CallEventListener | undefined;
  /** Time and chance. Default the machine's. */
  clock?: Clock | undefined;
}

/** The options that one call may override. */
export type CallSettings = Pick<ClientOptions, 'deadline' | 'retry' | 'onEvent'>;

/** What one call may do differently from the client's options. */
export interface CallOptions extends CallSettings {
  /** Ends the call at once, pauses included. The call rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** Options judged and completed. */
export interface Settings {
  baseUrl: string;
  pathPrefix: string;
  /** The headers of the next request, the credentials among them. */
  headers: () => RequestHeaders | Promise<RequestHeaders>;
  deadline: number;
  retry: RetryPolicy;
  maxResponseBytes: number;
  listeners: readonly CallEventListener[];
  clock: Clock;
}

const defaults: ClientOptions &
  Pick<Settings, 'baseUrl' | 'pathPrefix' | 'deadline' | 'maxResponseBytes' | 'clock'> = {
  baseUrl: serverUrl,
  pathPrefix: defaultPathPrefix,
  apiKey: undefined,
  workspaceId: undefined,
  headers: undefined,
  deadline: 30_000,
  retry: undefined,
  maxResponseBytes: 4 * 2 ** 20,
  onEvent: undefined,
  clock: systemClock,
};

/**
 * @param others Names of options that only this client has.
 * @throws {ConfigurationError} that names the option that cannot work.
 */
export function resolveSettings(options: ClientOptions, others: readonly string[] = []): Settings {
  const { baseUrl, pathPrefix, headers, deadline, retry, maxResponseBytes, onEvent, clock } =
    complete(options, defaults, undefined, others);
  return {
    baseUrl: baseUrlOf(baseUrl),
    pathPrefix: pathPrefixOf(pathPrefix),
    headers: headersWith(options, { accept: 'application/json', ...headersOf(headers) }),
    deadline,
    retry: retryPolicyOf(retry, defaultRetryPolicy),
    maxResponseBytes,
    listeners: listenersOf(onEvent),
    clock,
  };
}

/** The client's settings, but for what a call changes. */
export function resolveCallSettings(
  changes: CallOptions | undefined,
  client: Settings,
): Pick<Settings, 'deadline' | 'retry' | 'listeners'> {
  if (changes === undefined) return client;
  const unchanged: CallOptions & Pick<Settings, 'deadline'> = {
    deadline: client.deadline,
    retry: undefined,
    onEvent: undefined,
    signal: undefined,
  };
  const { deadline, retry, onEvent, signal } = complete(changes, unchanged);
  demandSignal(signal);
  return {
    deadline,
    retry: retryPolicyOf(retry, client.retry),
    listeners: [...client.listeners, ...listenersOf(onEvent)],
  };
}
