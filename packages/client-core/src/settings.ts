import { securityHeaders, serverUrl } from '@batch-status/spec';
import { defaultPathPrefix } from './batch-path.ts';
import { systemClock, type Clock } from './clock.ts';
import { credentialsOf, type Credential } from './credentials.ts';
import { ConfigurationError } from './errors.ts';
import { tell, validateListener, type CallEventListener } from './events.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry.ts';

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
  /** The headers of the next request; the credentials among them are also given as secrets. */
  headers: () => Promise<{ headers: Record<string, string>; secrets: string[] }>;
  deadline: number;
  retry: RetryPolicy;
  maxResponseBytes: number;
  onEvent: CallEventListener | undefined;
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

/**
 * @param known Names of options that only this client has.
 * @throws {ConfigurationError} that names the option that cannot work.
 */
export function resolveSettings(options: ClientOptions, known: readonly string[] = []): Settings {
  const names: readonly string[] = [...optionNames, ...known];
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) {
      throw new ConfigurationError(`There is no option ${name}; there are ${names.join(', ')}.`);
    }
  }
  return {
    ...resolveCallSettings(options),
    baseUrl: baseUrlOf(options.baseUrl),
    pathPrefix: pathPrefixOf(options.pathPrefix),
    headers: credentialsOf(
      {
        apiKey: [securityHeaders.apiKey, options.apiKey],
        workspaceId: [securityHeaders.workspaceId, options.workspaceId],
      },
      headersOf(options.headers),
    ),
    maxResponseBytes: positive('maxResponseBytes', options.maxResponseBytes ?? 4 * 2 ** 20),
    clock: options.clock ?? systemClock,
  };
}

/** The settings that a call may override; the rest is the client's. */
export function resolveCallSettings(
  options: CallSettings,
  client?: Settings,
): Pick<Settings, 'deadline' | 'retry' | 'onEvent'> {
  return {
    deadline: positive('deadline', options.deadline ?? client?.deadline ?? 30_000),
    retry: retryOf(options.retry, client?.retry ?? defaultRetryPolicy),
    onEvent: both(client?.onEvent, validateListener(options.onEvent)),
  };
}

function retryOf(retry: ClientOptions['retry'], defaults: RetryPolicy): RetryPolicy {
  if (retry === false) return { ...defaults, attempts: 1, reconnect: false };
  if (retry === undefined) return defaults;
  const policy = { ...defaults, ...retry };
  if (!Number.isInteger(policy.attempts)) {
    throw new ConfigurationError('retry.attempts is no whole number; pass 1 or more.');
  }
  positive('retry.attempts', policy.attempts);
  positive('retry.baseDelay', policy.baseDelay);
  positive('retry.maxDelay', policy.maxDelay);
  return policy;
}

function baseUrlOf(value: string = serverUrl): string {
  if (typeof value !== 'string') throw new ConfigurationError('baseUrl is no string.');
  const relative = value.startsWith('/') && !value.startsWith('//');
  // Deno has the member, without a value, where there is no page.
  if (relative && !(globalThis as { location?: unknown }).location) {
    throw new ConfigurationError(
      `baseUrl is relative, which only a web page can resolve; pass an absolute one, such as ${serverUrl}.`,
    );
  }
  const url = parseUrl(value, relative ? 'http://page.invalid' : undefined);
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new ConfigurationError(`baseUrl is no http or https URL; pass one such as ${serverUrl}.`);
  }
  if (url.username || url.password) {
    throw new ConfigurationError('baseUrl contains a user name or a password; use apiKey instead.');
  }
  // Also an empty query would swallow the path, and a backslash leads to another host.
  if (/[?#\\]/.test(value)) {
    throw new ConfigurationError('baseUrl contains ?, # or a backslash; leave them out.');
  }
  return value.replace(/\/+$/, '');
}

function parseUrl(value: string, base: string | undefined): URL | undefined {
  try {
    return new URL(value, base);
  } catch {
    return undefined;
  }
}

function pathPrefixOf(value: string = defaultPathPrefix): string {
  if (typeof value === 'string' && /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?$/.test(value)) {
    return value.replace(/\/$/, '');
  }
  throw new ConfigurationError(
    `pathPrefix is no path; pass one that begins with a slash, such as ${defaultPathPrefix}, or an empty string.`,
  );
}

function headersOf(headers: ClientOptions['headers']): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers));
  } catch {
    // The platform's error quotes the value, which may be a secret: it is no cause.
    throw new ConfigurationError(
      'headers contains a name or a value that HTTP cannot carry, such as a line break.',
    );
  }
}

function positive(name: string, value: number): number {
  if (typeof value === 'number' && value > 0) return value;
  const found = typeof value === 'number' ? value : typeof value;
  throw new ConfigurationError(`${name} is ${found}; pass a number above 0.`);
}

const both = (
  first: CallEventListener | undefined,
  second: CallEventListener | undefined,
): CallEventListener | undefined =>
  first && second
    ? (event) => {
        tell(first, event);
        tell(second, event);
      }
    : (first ?? second);
