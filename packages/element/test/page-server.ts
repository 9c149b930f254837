import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';

/** The strictest policy of a page that uses the elements. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of pages with the elements, whose other paths a test answers. */
export interface PageServer extends LoopbackServer {
  /** The body of the page at `/`. */
  body: string;
  lang: string;
  /** Answers by path. */
  handlers: Map<string, Handler>;
  /** All requests for these. */
  requests: IncomingMessage[];
  /** Begins to collect the requests for a stream of events. */
  stream: (path: string) => TestStream;
}

/** The connections to a stream of events. */
export class TestStream {
  readonly all: ServerResponse[] = [];
  readonly #waiting: ((response: ServerResponse) => void)[] = [];
  #taken = 0;

  readonly accept: Handler = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    // The browser waits so long before it connects again.
    response.write('retry: 10\n\n');
    this.all.push(response);
    this.#waiting.shift()?.(response);
  };

  /** The next connection that was not returned before. */
  async connection(): Promise<ServerResponse> {
    this.#taken += 1;
    return (
      this.all[this.#taken - 1] ??
      new Promise((resolve) => {
        this.#waiting.push(resolve);
      })
    );
  }
}

export const send = (response: ServerResponse, report: unknown): boolean =>
  response.write(`data: ${typeof report === 'string' ? report : JSON.stringify(report)}\n\n`);

/** Waits until a browser has closed a connection. */
export async function closed(response: ServerResponse): Promise<void> {
  if (!response.closed) await once(response, 'close');
}

const entries = ['index', 'watch', 'bar'];
const source = (name: string): string =>
  fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));

/** The elements as scripts for a page. */
async function bundle(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: entries.map(source),
    bundle: true,
    write: false,
    outdir: '/',
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['@batch-status/source', 'browser'],
  });
  return new Map(entries.map((name, index) => [`/${name}.js`, outputFiles[index]!.text]));
}

export async function servePages(): Promise<PageServer> {
  const scripts = await bundle();
  const handlers = new Map<string, Handler>();
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const [path = ''] = request.url!.split('?', 1);
    const handler = handlers.get(path) ?? handlers.get(`${path.split('/', 2).join('/')}/`);
    if (scripts.has(path)) {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(scripts.get(path));
    } else if (path === '/') {
      const { lang, body } = pages;
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy })
        .end(
          `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Batches</title><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><link rel="icon" href="/icon"><main><h1>Batches</h1>${body}</main></html>`,
        );
    } else if (handler) {
      requests.push(request);
      handler(request, response);
    } else {
      response.writeHead(path === '/icon' ? 204 : 404).end();
    }
  });
  const pages: PageServer = Object.assign(await listenOnLoopback(server), {
    ...{ body: '', lang: 'en', handlers, requests },
    stream: (path: string) => {
      const stream = new TestStream();
      handlers.set(path, stream.accept);
      return stream;
    },
  });
  return pages;
}
