import { securityHeaders } from '@batch-status/spec';
import { ConfigurationError } from '../errors/errors.ts';
import { demand } from './options.ts';
import type { RequestHeaders } from './headers.ts';

/** A secret, or a function that is asked for it at each call. */
export type Credential =
  | string
  | undefined
  | (() => string | undefined | Promise<string | undefined>);

type CredentialName = keyof typeof securityHeaders;

/**
 * The headers of the next request: those that stay the same, and the credentials. Each of these is
 * judged before it gets there, because the platform's own error for a bad header value prints that
 * value.
 *
 * @throws {ConfigurationError} at once for a constant that no header can carry.
 */
export function headersWith(
  credentials: Readonly<Partial<Record<CredentialName, Credential>>>,
  fixed: RequestHeaders,
): () => RequestHeaders | Promise<RequestHeaders> {
  const constant: Record<string, string> = { ...fixed };
  const asked: (readonly [CredentialName, () => unknown])[] = [];
  for (const name of Object.keys(securityHeaders) as CredentialName[]) {
    const credential = credentials[name];
    if (typeof credential === 'function') asked.push([name, credential]);
    else put(constant, name, credential);
  }
  if (asked.length === 0) return () => constant;
  return async () => {
    const headers = { ...constant };
    for (const [name, credential] of asked) put(headers, name, await ask(name, credential));
    return headers;
  };
}

async function ask(name: CredentialName, credential: () => unknown): Promise<unknown> {
  try {
    return await credential();
  } catch (cause) {
    throw new ConfigurationError(`The function \`${name}\` failed.`, { cause, option: name });
  }
}

function put(headers: Record<string, string>, name: CredentialName, value: unknown): void {
  if (value === undefined) return;
  const right = typeof value === 'string' && /^[!-~]+$/.test(value);
  demand(right, name, value, 'visible ASCII characters', true);
  headers[securityHeaders[name]] = value;
}

const shortestSecret = 4;

/**
 * What headers carry that no message may hold: any value could be a key, and so could each word of
 * it, as in `Bearer …`. Short ones are words such as `on`, which would blank out half a message.
 */
export const secretsIn = (headers: RequestHeaders): string[] =>
  Object.values(headers)
    .flatMap((value) => [value, ...value.split(/[\s,;=]+/)])
    .filter((word) => word.length >= shortestSecret);
