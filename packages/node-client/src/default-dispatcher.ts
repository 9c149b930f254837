import { ConfigurationError } from '@batch-status/client-core';
import { EnvHttpProxyAgent, type Dispatcher } from 'undici';

/**
 * Milliseconds, unless the server says otherwise: longer than the pauses of a watch, which would
 * otherwise make a connection for each request.
 */
const keepAliveTimeout = 30_000;

/** In the order in which they are read. */
const proxyVariables = [
  ['http_proxy', 'HTTP_PROXY'],
  ['https_proxy', 'HTTPS_PROXY'],
] as const;

/**
 * An agent that goes through the proxies of the environment.
 *
 * @throws {ConfigurationError} that names the variable that is no URL of a proxy.
 */
export function createDefaultDispatcher(): Dispatcher {
  try {
    return new EnvHttpProxyAgent({ keepAliveTimeout, allowH2: false });
  } catch {
    // The platform's error quotes the URL, which may have a password: it is no cause.
    const names = proxyVariables.flatMap((pair) => pair.find((name) => process.env[name]) ?? []);
    throw new ConfigurationError(
      `${names.join(' and ')} should be the URL of a proxy, such as http://proxy.example:8080.`,
    );
  }
}
