// oxlint-disable-next-line typescript/triple-slash-reference -- other packages compile this file with their own list of files
/// <reference path="./undici-files.d.ts" />
import type { EnvHttpProxyAgent, Pool } from 'undici';

/** The part of undici that the client uses. */
export interface Agents {
  Pool: typeof Pool;
  EnvHttpProxyAgent: typeof EnvHttpProxyAgent;
}

/**
 * Imports the dispatchers of undici. Importing all of undici, with its `fetch` and WebSocket, takes twice
 * as long.
 *
 * @param files Imports only their files, which undici may move in a later version.
 * @param whole Imports all of undici if that fails.
 */
export const importAgents = (
  files: () => Promise<Agents> = importFiles,
  whole: () => Promise<Agents> = () => import('undici'),
): Promise<Agents> => files().catch(whole);

async function importFiles(): Promise<Agents> {
  const [pool, proxyAgent] = await Promise.all([
    import('undici/lib/dispatcher/pool.js'),
    import('undici/lib/dispatcher/env-http-proxy-agent.js'),
  ]);
  return { Pool: pool.default, EnvHttpProxyAgent: proxyAgent.default };
}
