import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';
import { completeBatch } from '@batch-status/loopback/batches';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

interface PageServer extends LoopbackServer {
  /** The paths that were requested. */
  requested: string[];
}

/**
 * Serves pages, the installed packages of a folder as they are, and a complete batch as the status
 * of every batch.
 *
 * @param pages HTML by path.
 */
export async function servePages(
  folder: string,
  pages: Record<string, string>,
): Promise<PageServer> {
  const requested: string[] = [];
  const contentOf = async (path: string): Promise<string | Buffer> => {
    if (path.startsWith('/api/')) return JSON.stringify(completeBatch);
    return pages[path] ?? readFile(join(folder, path));
  };
  const server = createServer(({ url = '' }, response) => {
    const path = new URL(url, 'http://localhost').pathname;
    requested.push(path);
    const type = types[extname(path)] ?? 'application/json';
    contentOf(path).then(
      (content) => response.writeHead(200, { 'content-type': type }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  return Object.assign(await listenOnLoopback(server), { requested });
}
