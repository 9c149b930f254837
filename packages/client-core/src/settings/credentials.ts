import { securityHeaders } from '@batch-status/spec';
import { isControlFlow } from '../errors/control-flow.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { withoutContents } from '#platform';
import { demand } from './options.ts';
import type { RequestHeaders } from './headers.ts';

/** A secret, or a function that returns it, called once per call. */
export type Credential =
  | string
  | undefined
  | (() => string | undefined | Promise<string | undefined>);

type CredentialName = keyof typeof securityHeaders;

/**
 * Returns a function that makes the headers of a call: the fixed ones and the credentials.
 * Credentials are validated here, because the platform's error for a bad header value prints it.
 *
 * @throws {ConfigurationError} at once if a constant credential is invalid.
 */
export function headersWith(
  credentials: Readonly<Partial<Record<CredentialName, Credential>>>,
  fixed: RequestHeaders,
): () => RequestHeaders | Promise<RequestHeaders> {
  const constant: Record<string, string> = { ...fixed };
  const functions: (readonly [CredentialName, () => unknown])[] = [];
  for (const name of Object.keys(securityHeaders) as CredentialName[]) {
    const credential = credentials[name];
    if (typeof credential === 'function') functions.push([name, credential]);
    else put(constant, name, credential);
  }
  if (functions.length === 0) return () => constant;
  return async () => {
    const headers = { ...constant };
    for (const [name, credential] of functions) {
      put(headers, name, await callFor(name, credential, headers));
    }
    return headers;
  };
}

async function callFor(
  name: CredentialName,
  credential: () => unknown,
  headers: RequestHeaders,
): Promise<unknown> {
  try {
    return await credential();
  } catch (error) {
    if (isControlFlow(error)) throw error;
    const cause = withoutContents(error, secretsIn(headers));
    throw new ConfigurationError(`The function \`${name}\` threw.`, { cause, option: name });
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
 * The header values that a message must not contain. Any value, and each word in it, could be a
 * key, as in `Bearer …`. Short words such as `on` are skipped: redacting them would garble messages.
 *
 * @example
 * ```ts
 * import { secretsIn } from '@batch-status/client-core';
 *
 * console.log(secretsIn({ authorization: 'Basic abcdefgh' }).at(-1)); // Basic
 * ```
 */
export const secretsIn = (headers: RequestHeaders): string[] =>
  Object.entries(headers)
    // The media type that is accepted is also that of most responses.
    .flatMap(([name, value]) => (name === 'accept' ? [] : [value, ...value.split(/[\s,;=]+/)]))
    .filter((word) => word.length >= shortestSecret)
    // The longest first: a key may contain another value, and the rest of it would remain.
    .toSorted((one, other) => other.length - one.length);
