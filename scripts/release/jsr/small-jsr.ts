import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';

export interface SmallJsr extends LoopbackServer {
  /** The archives that were uploaded, by `name@version`. */
  uploads: Map<string, Buffer>;
}

/** Accepts packages as JSR does. JSR itself cannot be run here. */
export async function startSmallJsr(): Promise<SmallJsr> {
  const uploads = new Map<string, Buffer>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path] = request.url!.split('?');
    const [, scope, name, version] =
      /^\/api\/scopes\/([^/]+)\/packages\/([^/]+)(?:\/versions\/([^/]+))?$/.exec(path!) ?? [];
    const id = `@${scope}/${name}@${version}`;
    let found: object | undefined;
    if (request.method === 'POST') {
      uploads.set(id, await buffer(request));
      found = { id, status: 'success', error: null };
    } else if (name !== undefined && version === undefined) {
      found = { scope, name, latestVersion: null };
    } else if (uploads.has(id)) {
      found = { scope, package: name, version, yanked: false };
    }
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? { code: 'notFound', message: 'It does not exist.' }));
  };
  const server = createServer((request, response) => void answer(request, response));
  return { ...(await listenOnLoopback(server)), uploads };
}
