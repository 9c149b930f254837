// oxlint-disable-next-line typescript/triple-slash-reference -- other packages compile this file with their own list of files
/// <reference path="./undici-files.d.ts" />
import type { EnvHttpProxyAgent, Pool } from 'undici';

/** The part of undici that the client uses. */
export interface Agents {
  Pool: typeof Pool;
  EnvHttpProxyAgent?: typeof EnvHttpProxyAgent;
}

/**
 * Imports the dispatchers of undici. Importing all of undici, with its `fetch` and WebSocket, takes twice
 * as long.
 *
 * @param hasProxies Imports all of undici. Its agent for proxies needs that: only the main file of
 *   undici adds `connect` to its dispatchers, which opens the tunnels for `https:`.
 * @param file Imports only the file of the pool, which undici may move in a later version.
 * @param whole Imports all of undici, also if that fails.
 */
export const importAgents = (
  hasProxies: boolean,
  file: () => Promise<Agents> = importFile,
  whole: () => Promise<Agents> = () => import('undici'),
): Promise<Agents> => (hasProxies ? whole() : file().catch(whole));

async function importFile(): Promise<Agents> {
  const { default: Pool } = await import('undici/lib/dispatcher/pool.js');
  return { Pool };
}
