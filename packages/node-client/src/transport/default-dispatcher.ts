import { ConfigurationError } from '@batch-status/client-core';
import type { Dispatcher } from 'undici';
import type { Agents } from './import-agents.ts';

const options = {
  // In milliseconds, unless the server sends another value. A watch pauses for up to 15 s, and would
  // otherwise open a connection for each request.
  keepAliveTimeout: 30_000,
  allowH2: false,
};

/** In each pair, the first variable takes precedence. */
const proxyVariables = [
  ['http_proxy', 'HTTP_PROXY'],
  ['https_proxy', 'HTTPS_PROXY'],
] as const;

/** The names of the proxy variables that are set. */
export const proxiesOfEnvironment = (): string[] =>
  proxyVariables.flatMap((pair) => pair.find((name) => process.env[name]) ?? []);

/**
 * Creates a dispatcher that respects the proxy variables of the environment.
 *
 * @param undici The copy of undici to use: all of it, if there are proxies.
 * @param origin Where all requests go.
 * @param proxies The names of the proxy variables that are set.
 * @throws {ConfigurationError} that names the proxy variable if its value is not a URL.
 */
export function createDefaultDispatcher(
  { Pool, EnvHttpProxyAgent }: Agents,
  origin: string,
  proxies: readonly string[] = proxiesOfEnvironment(),
): Dispatcher {
  // Without proxies, a pool is faster: an agent looks for a pool at each request, and reads the
  // environment.
  if (proxies.length === 0 || !EnvHttpProxyAgent) return new Pool(origin, options);
  try {
    return new EnvHttpProxyAgent(options);
  } catch {
    // No cause: the platform's error quotes the URL, which may contain a password.
    throw new ConfigurationError(
      `${proxies.map((name) => `\`${name}\``).join(' and ')} must be the URL of a proxy, such as http://proxy.example:8080.`,
    );
  }
}
