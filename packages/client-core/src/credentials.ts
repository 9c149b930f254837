import { ConfigurationError } from './errors.ts';

/** A secret, or a function that is asked for it at each call. */
export type Credential =
  | string
  | undefined
  | (() => string | undefined | Promise<string | undefined>);

type Named = Readonly<Record<string, readonly [header: string, credential: Credential]>>;

/**
 * Puts credentials into headers. Each is judged before it gets there, because the platform's own
 * error for a bad header value prints that value.
 *
 * @throws {ConfigurationError} at once for a constant that no header can carry.
 */
export function credentialsOf(
  credentials: Named,
  fixed: Readonly<Record<string, string>>,
): () => Promise<{ headers: Record<string, string>; secrets: string[] }> {
  for (const [name, [, credential]] of Object.entries(credentials)) {
    if (credential !== undefined && typeof credential !== 'function') validate(name, credential);
  }
  return async () => {
    const headers = { ...fixed };
    const secrets: string[] = [];
    for (const [name, [header, credential]] of Object.entries(credentials)) {
      const value = typeof credential === 'function' ? await ask(name, credential) : credential;
      if (value === undefined) continue;
      headers[header] = value;
      secrets.push(value);
    }
    return { headers, secrets };
  };
}

async function ask(
  name: string,
  credential: () => string | undefined | Promise<string | undefined>,
): Promise<string | undefined> {
  let value;
  try {
    value = await credential();
  } catch (cause) {
    throw new ConfigurationError(`The function that was passed as ${name} failed.`, { cause });
  }
  if (value !== undefined) validate(name, value);
  return value;
}

function validate(name: string, value: unknown): void {
  if (typeof value !== 'string') {
    throw new ConfigurationError(`${name} is no string; pass it as you were given it.`);
  }
  if (value === '') throw new ConfigurationError(`${name} is empty; pass it as you were given it.`);
  const bad = /[^\u0021-\u007e]/.exec(value);
  if (!bad) return;
  throw new ConfigurationError(
    `${name} contains a space, a line break or another character that no key has, at position ${bad.index + 1} of ${value.length}; pass it as you were given it.`,
  );
}

const shortestSecret = 8;

/**
 * What headers carry that no message may hold: any value could be a key, and so could each word of
 * it, as in `Bearer …`. Short ones are words such as `on`, which would blank out half a message.
 */
export const secretsIn = (headers: Readonly<Record<string, string>>): string[] =>
  Object.values(headers)
    .flatMap((value) => [value, ...value.split(/[\s,;=]+/)])
    .filter((value) => value.length >= shortestSecret);
