import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { listenOnLoopback } from '@batch-status/loopback';
import { boardElement } from '../../src/http/board-element.ts';
import type {
  BoardBatch,
  BoardChanges,
  BoardEvent,
  BoardSnapshot,
  BoardState,
  HistoryPoint,
} from '../../src/wire/board.ts';
import { systemClock } from '@batch-status/time';
import { builtPage } from './built-page.ts';

/** The policy under which the page must work. */
export const policy = [
  "default-src 'none'",
  ...['script', 'style', 'img', 'connect'].map((kind) => `${kind}-src 'self'`),
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** An answer to a request that changes something. */
export type Answer = [status: number, body: unknown];

/** A server whose every event a test decides. */
export interface BoardServer extends AsyncDisposable {
  /** Ends with the base. */
  url: string;
  /** What the next page gets, and what the open ones have got. */
  board: BoardSnapshot;
  history: HistoryPoint[];
  /** Method, path, and body of each request that is not for a file or the stream. */
  requests: [method: string, path: string, body: unknown][];
  /** How many streams are open. */
  readonly streams: number;
  answer: (method: string, path: string, body: unknown) => Answer;
  /** Sends batches that changed, and what else changed. */
  change: (batches?: BoardBatch[], state?: Partial<BoardState>, removed?: string[]) => void;
  /** Ends the streams, and refuses new ones with this status until `restore`. */
  cut: (status?: number) => void;
  /** Leaves the open streams open, but sends nothing more on them. */
  stall: () => void;
  /** Whether it sends something each second. */
  isBeating: boolean;
  /** Whether a page has the board in it. That of the real server has it, unless it is large. */
  isInPage: boolean;
  restore: () => void;
}

/**
 * @param base Starts and ends with a slash.
 * @param page The folder of another page than the built one.
 */
export async function serveBoard(
  board: BoardSnapshot,
  base = '/',
  page?: string,
): Promise<BoardServer> {
  const folder = page ?? (await builtPage());
  const streams = new Set<ServerResponse>();
  let refused: number | undefined;
  const stalled = new WeakSet<ServerResponse>();

  const send = (stream: ServerResponse, event: BoardEvent): void => {
    if (!stalled.has(stream)) stream.write(`data: ${JSON.stringify(event)}\n\n`);
  };

  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', policy);
    response.setHeader('x-content-type-options', 'nosniff');
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith(base)) {
      response.writeHead(404).end();
    } else if (pathname === `${base}api/events`) {
      if (refused !== undefined) {
        response.writeHead(refused).end();
        return;
      }
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      streams.add(response);
      response.once('close', () => streams.delete(response));
      send(response, result.board);
    } else if (pathname.startsWith(`${base}api/`)) {
      void answerApi(request, response, pathname.slice(base.length));
    } else {
      sendFile(response, pathname.slice(base.length));
    }
  });

  async function answerApi(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const { method = 'GET' } = request;
    result.requests.push([method, path, body]);
    const [status, value] = path.endsWith('/history')
      ? ([200, result.history] as const)
      : result.answer(method, path, body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  }

  function sendFile(response: ServerResponse, path: string): void {
    const name = path === '' || path.startsWith('batches/') ? 'index.html' : path;
    try {
      let content: string | Buffer = readFileSync(join(folder, name));
      if (name === 'index.html') {
        const data = result.isInPage ? boardElement(JSON.stringify(result.board)) : '';
        content = content.toString().replace('<head>', `<head><base href="${base}" />`);
        content = content.replace('</head>', (end) => data + end);
      }
      response.writeHead(200, { 'content-type': types[extname(name)] ?? 'text/plain' });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  }

  // As the real server does. Its time stands still, so ages stay the same however slow the machine is.
  let stopBeating: (() => void) | undefined;
  const beat = (): void => {
    if (result.isBeating) result.change();
    stopBeating = systemClock.after!(1_000, beat);
  };

  const listening = await listenOnLoopback(server);
  const result: BoardServer = {
    url: `${listening.url}${base}`,
    isBeating: true,
    isInPage: false,
    board,
    history: [],
    requests: [],
    get streams() {
      return streams.size;
    },
    answer: () => [200, {}],
    change(batches = [], state = {}, removed = []) {
      const changed = new Map(result.board.batches.map((batch) => [batch.batchId, batch]));
      for (const batch of batches) changed.set(batch.batchId, batch);
      for (const batchId of removed) changed.delete(batchId);
      result.board = { ...result.board, ...state, batches: [...changed.values()] };
      const event: BoardChanges = { ...result.board, type: 'changes', batches, removed };
      for (const stream of streams) send(stream, event);
    },
    cut(status = 503) {
      refused = status;
      for (const stream of streams) stream.destroy();
    },
    stall() {
      for (const stream of streams) stalled.add(stream);
    },
    restore() {
      refused = undefined;
    },
    async [Symbol.asyncDispose]() {
      stopBeating?.();
      await listening[Symbol.asyncDispose]();
    },
  };
  beat();
  return result;
}
