import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Worth compressing: the others are compressed already. */
const texts: ReadonlySet<string> = new Set([
  '.css',
  '.html',
  '.js',
  '.json',
  '.svg',
  '.webmanifest',
]);

interface PageFile {
  headers: Record<string, string>;
  body: Buffer;
  /** Compressed at the first request for it, so that the start need not wait for it. */
  gzipped: (() => Buffer) | undefined;
}

const missing = `<!doctype html>
<html lang="en">
<title>Dashboard</title>
<p>The page of the dashboard is not built. Its server runs: see <a href="api/events">api/events</a>.</p>
</html>
`;

/** The files of the page, in memory. Their names have a hash, except for that of the page itself. */
export class PageFiles {
  readonly #files = new Map<string, PageFile>();
  readonly #index: PageFile;
  /** Another one means that the page has changed. */
  readonly version: string;

  /**
   * @param folder Where the page was built.
   * @param base The path of the page, which its relative addresses start from.
   */
  constructor(folder: string, base: string) {
    const names = filesIn(folder);
    for (const name of names) {
      this.#files.set(name, fileOf(name, readFileSync(join(folder, name))));
    }
    const html = this.#files.get('index.html')?.body.toString() ?? missing;
    this.#index = fileOf('index.html', Buffer.from(withBase(html, base)));
    this.#files.delete('index.html');
    this.version = hashOf(Buffer.from(html));
  }

  /** @returns Whether there is such a file. */
  sendFile(name: string, request: IncomingMessage, response: ServerResponse): boolean {
    const file = this.#files.get(name);
    if (file) send(file, request, response);
    return file !== undefined;
  }

  /** @param data An element with what the page shows first, or nothing. */
  sendIndex(request: IncomingMessage, response: ServerResponse, data: string): void {
    send(data === '' ? this.#index : withData(this.#index, data), request, response);
  }
}

/** Without the folder, there is no page yet. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && types[extname(entry.name)])
      .map(({ parentPath, name }) =>
        relative(folder, join(parentPath, name)).replaceAll('\\', '/'),
      );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function fileOf(name: string, body: Buffer): PageFile {
  const extension = extname(name);
  const isHashed = name.startsWith('assets/');
  return {
    headers: {
      'Content-Type': types[extension]!,
      'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: `"${hashOf(body)}"`,
    },
    body,
    gzipped: texts.has(extension) ? compressOnce(body) : undefined,
  };
}

function compressOnce(body: Buffer): () => Buffer {
  let gzipped: Buffer | undefined;
  return () => (gzipped ??= gzipSync(body));
}

const hashOf = (body: Buffer): string =>
  createHash('sha256').update(body).digest('base64url').slice(0, 16);

/** Its addresses are relative to the base, whatever the path of the page. */
const withBase = (html: string, base: string): string =>
  html.replace(/<head>|(?=<title>)/, (head) => `${head}<base href="${base}" />`);

/** A page with data must not be cached: it is soon out of date, and only its viewer may see it. */
function withData({ headers, body }: PageFile, data: string): PageFile {
  const page = Buffer.from(body.toString().replace('</head>', (end) => data + end));
  const { ETag: _tag, ...rest } = headers;
  return {
    headers: { ...rest, 'Cache-Control': 'no-store' },
    body: page,
    gzipped: () => gzipSync(page),
  };
}

function send(
  { headers, body, gzipped }: PageFile,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const known = request.headers['if-none-match'] ?? '';
  if (known.split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, '') === headers['ETag'])) {
    response.writeHead(304, headers).end();
    return;
  }
  const accepted = /(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?:1|0?\.0*[1-9]))/i.test(
    request.headers['accept-encoding'] ?? '',
  );
  const compressed = accepted ? gzipped?.() : undefined;
  const content = compressed ?? body;
  response.writeHead(200, {
    ...headers,
    ...(gzipped && { Vary: 'Accept-Encoding' }),
    ...(compressed && { 'Content-Encoding': 'gzip' }),
    'Content-Length': String(content.length),
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}
