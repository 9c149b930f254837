import { ConfigurationError } from '@batch-status/client-core';
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';

const options = {
  // Milliseconds, unless the server says otherwise: a watch pauses for less, and would otherwise
  // make a connection for each request.
  keepAliveTimeout: 30_000,
  allowH2: false,
};

/** What wins stands first. */
const proxyVariables = [
  ['http_proxy', 'HTTP_PROXY'],
  ['https_proxy', 'HTTPS_PROXY'],
] as const;

/** What is needed of undici. */
interface Agents {
  Agent: typeof Agent;
  EnvHttpProxyAgent: typeof EnvHttpProxyAgent;
}

/**
 * An agent that goes through the proxies of the environment.
 *
 * @param undici The copy to take them from, for tests of others.
 * @throws {ConfigurationError} that names the variable that is no URL of a proxy.
 */
export function createDefaultDispatcher(undici: Agents = { Agent, EnvHttpProxyAgent }): Dispatcher {
  const proxies = proxyVariables.flatMap((pair) => pair.find((name) => process.env[name]) ?? []);
  // One that may have proxies looks at the environment at each request.
  if (proxies.length === 0) return new undici.Agent(options);
  try {
    return new undici.EnvHttpProxyAgent(options);
  } catch {
    // The platform's error quotes the URL, which may have a password: it is no cause.
    throw new ConfigurationError(
      `${proxies.map((name) => `\`${name}\``).join(' and ')} must be the URL of a proxy, such as http://proxy.example:8080.`,
    );
  }
}
