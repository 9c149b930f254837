import { createServer, type IncomingHttpHeaders } from 'node:http';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';
import { faults, type Fault } from './faults.ts';

/** A request as the fault server saw it. */
export interface SeenRequest {
  path: string;
  headers: IncomingHttpHeaders;
}

const path = /^\/(?:v1\/api|other)\/batch-calls\/([a-z0-9-]+)(?:~|%7E)([^/]*)\/status$/;

const allowOthers = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'authorization, x-api-key, x-workspace-id, if-none-match, x-trace',
  'access-control-expose-headers': 'ETag, Retry-After',
};

/**
 * A real server that answers by the batch id: `<fault>~<anything>`. What follows the tilde keeps
 * tests apart; `/seen?<id>` tells what was asked for with that id, `/seen?stolen` what came to the
 * target of the redirect, and `/arrived?<id>` answers once there was a request with that id. The
 * same server is another origin at `localhost`.
 */
export function startFaultServer(): Promise<LoopbackServer> {
  const seen = new Map<string, SeenRequest[]>();
  const awaited = new Map<string, () => void>();
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    for (const [name, value] of Object.entries(allowOthers)) response.setHeader(name, value);
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
    } else if (url.startsWith('/seen?')) {
      response.end(JSON.stringify(seen.get(decodeURIComponent(url.slice(6))) ?? []));
    } else if (url.startsWith('/arrived?')) {
      const id = decodeURIComponent(url.slice(9));
      if (seen.has(id)) response.end();
      else awaited.set(id, () => response.end());
    } else {
      const [, fault = '', rest = ''] = path.exec(url) ?? [];
      const id = url === '/stolen' ? 'stolen' : `${fault}~${decodeURIComponent(rest)}`;
      const requests = [...(seen.get(id) ?? []), { path: url, headers: request.headers }];
      seen.set(id, requests);
      const answer = Object.hasOwn(faults, fault) ? faults[fault as Fault] : undefined;
      if (answer) answer(response, requests.length, request);
      else response.writeHead(404).end('There is no such fault.');
      awaited.get(id)?.();
    }
  });
  return listenOnLoopback(server);
}
