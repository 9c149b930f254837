import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Serves the files of a folder under a path, as a host of static files does. */
export const serveFolder = (folder: string, base: string): Promise<LoopbackServer> =>
  listenOnLoopback(
    createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
      void answer(response, folder, path.startsWith(base) ? path.slice(base.length) : undefined);
    }),
  );

async function answer(response: ServerResponse, folder: string, path?: string): Promise<void> {
  try {
    if (path === undefined) throw new Error('This path is outside of the site.');
    const body = await readFile(join(folder, normalize(decodeURI(path))));
    const type = types[extname(path)] ?? 'application/octet-stream';
    response.setHeader('content-type', `${type}; charset=utf-8`).end(body);
  } catch {
    response.statusCode = 404;
    response.end('Not found');
  }
}
