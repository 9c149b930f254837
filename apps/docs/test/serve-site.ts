import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { listenOnLoopback } from '@batch-status/loopback';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
};

/** A response of the site. */
export interface Served {
  path: string;
  /** The size of its compressed body. */
  bytes: number;
}

export interface ServedSite extends AsyncDisposable {
  /** The address of the home page. */
  url: string;
  /** What was served so far. */
  served: Served[];
}

/**
 * Serves a folder under a base, as a host of static files does: compressed, and with `404.html`.
 *
 * @param plant changes a page, to see whether a check finds the fault.
 */
export async function serveSite(
  folder: string,
  base: string,
  plant: (html: string) => string = (html) => html,
): Promise<ServedSite> {
  const served: Served[] = [];
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url!, 'http://localhost');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const found = path.startsWith(base)
      ? await readIfAny(join(folder, path.slice(base.length)))
      : undefined;
    const type = found ? (types[extname(path)] ?? 'application/octet-stream') : types['.html']!;
    const content =
      found ?? (await readIfAny(join(folder, '404.html'))) ?? Buffer.from('Not found');
    const body = gzipSync(type === types['.html'] ? plant(content.toString()) : content);
    served.push({ path, bytes: body.length });
    response.writeHead(found ? 200 : 404, { 'content-type': type, 'content-encoding': 'gzip' });
    response.end(body);
  }
  const server = createServer((request, response) => void serve(request, response));
  const { port, close } = await listenOnLoopback(server);
  return { url: `http://127.0.0.1:${port}${base}`, served, [Symbol.asyncDispose]: close };
}

async function readIfAny(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}
