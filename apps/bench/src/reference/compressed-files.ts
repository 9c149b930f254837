import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

/** A host of static files that compresses them once, and counts what it sends. */
export class CompressedFiles {
  /** Bytes of bodies since the count was set. */
  sent = 0;
  requests = 0;
  readonly server: Server;
  readonly #folder: string;
  readonly #bodies = new Map<string, Promise<Buffer>>();

  constructor(folder: string) {
    this.#folder = folder;
    this.server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
      this.requests++;
      this.#body(path).then(
        (body) => {
          this.sent += body.byteLength;
          response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
          response.setHeader('content-encoding', 'gzip');
          return response.end(body);
        },
        () => {
          response.statusCode = 404;
          return response.end();
        },
      );
    });
  }

  #body(path: string): Promise<Buffer> {
    const found = this.#bodies.get(path);
    if (found) return found;
    const body = readFile(join(this.#folder, path)).then((file) => compress(file, { level: 9 }));
    this.#bodies.set(path, body);
    return body;
  }
}
