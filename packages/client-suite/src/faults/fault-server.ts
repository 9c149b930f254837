import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';
import { systemClock } from '@batch-status/client-core';
import { startTlsServers } from './tls-servers.ts';
import { faults, preflights, type Fault } from './faults.ts';

/** A request that the fault server received. */
export interface SeenRequest {
  path: string;
  headers: IncomingHttpHeaders;
  /** When it arrived, in milliseconds since any fixed moment. */
  at: number;
}

const path = /^\/(?:v1\/api|other)\/batch-calls\/([\w-]+)(?:~|%7E)([^/]*)\/status$/;

const allowOthers = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'authorization, x-api-key, x-workspace-id, if-none-match, x-trace',
  'access-control-expose-headers': 'ETag, Retry-After, Date',
};

/**
 * Starts a real server that chooses a fault by the batch id, `<fault>~<anything>`. The part after the
 * tilde separates tests. `/tls` returns the URLs of servers whose TLS fails, `/seen?<id>` returns the requests with that id, `/seen?stolen?<id>` those that
 * followed its redirect, and `/arrived?<id>&<count>` responds once there are as many
 * requests with that id, one by default. At `localhost`, the same server is another origin.
 *
 * @param handle Responds to other requests, and returns whether it does.
 */
export async function startFaultServer(
  handle: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<LoopbackServer> {
  const tlsServers = await startTlsServers();
  const tlsUrls = JSON.stringify(tlsServers.urls);
  const seen = new Map<string, SeenRequest[]>();
  const awaited = new Map<string, { count: number; respond: () => void }>();
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    for (const [name, value] of Object.entries(allowOthers)) response.setHeader(name, value);
    if (request.method === 'OPTIONS') {
      const preflight = preflights[path.exec(url)?.[1] as Fault];
      if (typeof preflight === 'object') {
        response.setHeader('access-control-allow-headers', preflight.allowedHeaders);
      }
      if (preflight !== 'ignored') response.writeHead(preflight === 'refused' ? 405 : 204).end();
    } else if (url === '/tls') {
      response.end(tlsUrls);
    } else if (url.startsWith('/seen?')) {
      response.end(JSON.stringify(seen.get(decodeURIComponent(url.slice(6))) ?? []));
    } else if (url.startsWith('/arrived?')) {
      const [id = '', count = '1'] = url.slice(9).split('&');
      const name = decodeURIComponent(id);
      const wait = { count: Number(count), respond: () => void response.end() };
      if ((seen.get(name)?.length ?? 0) >= wait.count) wait.respond();
      else awaited.set(name, wait);
    } else if (!handle(request, response)) {
      const [, fault = '', rest = ''] = path.exec(url) ?? [];
      const id = url.startsWith('/stolen?')
        ? decodeURIComponent(url.slice(1))
        : `${fault}~${decodeURIComponent(rest)}`;
      const requests = [
        ...(seen.get(id) ?? []),
        { path: url, headers: request.headers, at: systemClock.elapsed!() },
      ];
      seen.set(id, requests);
      const respond = Object.hasOwn(faults, fault) ? faults[fault as Fault] : undefined;
      if (respond) respond(response, requests.length, request);
      else response.writeHead(404).end('Unknown fault.');
      const wait = awaited.get(id);
      if (wait && requests.length >= wait.count) wait.respond();
    }
  });
  // Otherwise, it closes a connection just when a slow test sends its next request.
  server.keepAliveTimeout = 0;
  const listening = await listenOnLoopback(server);
  const close = async (): Promise<void> => {
    await Promise.all([listening.close(), tlsServers.close()]);
  };
  return { ...listening, close, [Symbol.asyncDispose]: close };
}
