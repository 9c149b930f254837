import { serverUrl } from '@batch-status/spec';
import { defaultPathPrefix } from '../call/batch-path.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { headersWith, type Credential } from '../call/credentials.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { listenersOf, type CallEventListener } from './events.ts';
import { demand, demandNames, demandPositive } from './options.ts';
import { defaultRetryPolicy, type RetryPolicy } from '../call/retry.ts';
import type { RequestHeaders } from '../call/transport.ts';
import { parseUrl } from '../call/url.ts';

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

const optionNames = [
  'baseUrl',
  'pathPrefix',
  'apiKey',
  'workspaceId',
  'headers',
  'deadline',
  'retry',
  'maxResponseBytes',
  'onEvent',
  'clock',
] as const satisfies (keyof ClientOptions)[];
const callOptionNames = [
  'deadline',
  'retry',
  'onEvent',
  'signal',
] as const satisfies (keyof CallOptions)[];

/**
 * @param known Names of options that only this client has.
 * @throws {ConfigurationError} that names the option that cannot work.
 */
export function resolveSettings(options: ClientOptions, known: readonly string[] = []): Settings {
  demandNames(options, [...optionNames, ...known]);
  const { deadline = 30_000, maxResponseBytes = 4 * 2 ** 20 } = options;
  demandPositive('deadline', deadline);
  demandPositive('maxResponseBytes', maxResponseBytes);
  return {
    baseUrl: baseUrlOf(options.baseUrl),
    pathPrefix: pathPrefixOf(options.pathPrefix),
    headers: headersWith(options, { accept: 'application/json', ...headersOf(options.headers) }),
    deadline,
    retry: retryOf(options.retry, defaultRetryPolicy),
    maxResponseBytes,
    listeners: listenersOf(options.onEvent),
    clock: options.clock ?? systemClock,
  };
}

/** The client's settings, but for what a call changes. */
export function resolveCallSettings(
  changes: CallOptions | undefined,
  client: Settings,
): Pick<Settings, 'deadline' | 'retry' | 'listeners'> {
  if (changes === undefined) return client;
  demandNames(changes, callOptionNames);
  const { deadline = client.deadline, retry, onEvent, signal } = changes;
  const abortable = signal === undefined || typeof signal?.addEventListener === 'function';
  demand(abortable, 'signal', signal, 'an AbortSignal');
  demandPositive('deadline', deadline);
  return {
    deadline,
    retry: retryOf(retry, client.retry),
    listeners: [...client.listeners, ...listenersOf(onEvent)],
  };
}

function retryOf(retry: ClientOptions['retry'], defaults: RetryPolicy): RetryPolicy {
  if (retry === undefined) return defaults;
  if (retry === false) return { ...defaults, attempts: 1, reconnect: false };
  demandNames(retry, Object.keys(defaults));
  const policy = { ...defaults, ...retry };
  demandPositive('retry.baseDelay', policy.baseDelay);
  demandPositive('retry.maxDelay', policy.maxDelay);
  const { attempts } = policy;
  const countable = Number.isInteger(attempts) && attempts > 0;
  demand(countable, 'retry.attempts', attempts, 'a whole number above 0');
  return policy;
}

/** Without a user. Also an empty query would swallow the path, and a backslash lead elsewhere. */
const absolute = /^https?:\/\/[^/?#@\\]+(?:\/[^?#\\]*)?$/i;
const relative = /^\/(?!\/)[^?#\\]*$/;

function baseUrlOf(baseUrl: string = serverUrl): string {
  // Deno has the member, without a value, where there is no page.
  const { location } = globalThis as { location?: unknown };
  const right = absolute.test(baseUrl) ? parseUrl(baseUrl) : location && relative.test(baseUrl);
  const wanted = `a URL such as ${serverUrl}, without user, ?, # and backslash, or in a web page a path`;
  demand(Boolean(right), 'baseUrl', baseUrl, wanted);
  return baseUrl.replace(/\/+$/, '');
}

function pathPrefixOf(pathPrefix: string = defaultPathPrefix): string {
  demand(
    /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?$/.test(pathPrefix),
    'pathPrefix',
    pathPrefix,
    `empty or a path such as ${defaultPathPrefix}`,
  );
  return pathPrefix.replace(/\/$/, '');
}

function headersOf(headers: ClientOptions['headers']): RequestHeaders | false {
  try {
    // Node loads all of its `fetch` for the first `Headers`.
    return headers !== undefined && Object.fromEntries(new Headers(headers));
  } catch {
    // The platform's error quotes the value, which may be a secret: it is no cause.
    throw new ConfigurationError('headers should be names and texts that HTTP can carry.');
  }
}
