import {
  STATUS_CODES,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type request as httpRequest,
  type ServerResponse,
} from 'node:http';

import { CapturedBody } from './captured-body.ts';
import { endToEnd, rawOf } from './end-to-end-headers.ts';
import type { PassedExchange } from './passed-exchange.ts';

export interface PassageOptions {
  /** The server that requests are passed on to. Its path is put before theirs. */
  target: URL;
  /** Bodies are kept up to so many bytes; they pass whatever their size. */
  maxBody: number;
  /** Told of every exchange once it is over. */
  onExchange: (exchange: PassedExchange) => void;
  /** The time in milliseconds since the epoch. */
  now: () => number;
}

/** How the server is reached. */
interface Upstream {
  send: typeof httpRequest;
  agent: Agent;
}

/** In bytes; a proxy is no reason to refuse what a server takes. */
export const maxHeaderSize: number = 128 * 1024;

/** One exchange on its way. */
export class Passage {
  readonly #options: PassageOptions;
  readonly #upstream: Upstream;
  readonly #incoming: IncomingMessage;
  readonly #outgoing: ServerResponse;
  readonly #exchange: PassedExchange;
  #request: ClientRequest | undefined;
  #isOver = false;

  constructor(
    options: PassageOptions,
    upstream: Upstream,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ) {
    const { target, maxBody, now } = options;
    this.#options = options;
    this.#upstream = upstream;
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    const startedAt = now();
    this.#exchange = {
      startedAt,
      endedAt: startedAt,
      method: incoming.method!,
      url: `${target.origin}${target.pathname.replace(/\/$/, '')}${incoming.url}`,
      requestHeaders: endToEnd(incoming.rawHeaders),
      requestBody: new CapturedBody(maxBody),
      response: undefined,
    };
  }

  begin(): void {
    const refusal = refusalOf(this.#incoming);
    if (refusal) {
      this.#isOver = true;
      this.#incoming.resume();
      this.#answer(refusal.status, refusal.message);
      return;
    }
    this.#incoming.on('data', (chunk: Buffer) => this.#exchange.requestBody.add(chunk));
    this.#incoming.on('end', () => (this.#exchange.requestBody.isWhole = true));
    this.#send();
    // A connection that breaks is found by its end.
    this.#incoming.on('error', () => undefined);
    this.#outgoing.on('error', () => undefined);
    this.#outgoing.on('close', () => {
      if (this.#outgoing.writableFinished) return;
      this.#end('the client went away');
      this.#request?.destroy();
    });
  }

  #send(): void {
    const { url, method, requestHeaders } = this.#exchange;
    const { target } = this.#options;
    const headers = requestHeaders.filter(({ name }) => name.toLowerCase() !== 'host');
    headers.unshift({ name: 'Host', value: target.host });
    // A body of unknown length stays one.
    if (this.#incoming.headers['transfer-encoding']) {
      headers.push({ name: 'Transfer-Encoding', value: 'chunked' });
    }
    const { send, agent } = this.#upstream;
    const request = send({
      protocol: target.protocol,
      hostname: target.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: target.port,
      path: url.slice(target.origin.length),
      method,
      headers: rawOf(headers),
      setDefaultHeaders: false,
      maxHeaderSize,
      // What cannot be sent twice goes over a connection that cannot have been closed meanwhile.
      agent: this.#isRepeatable ? agent : false,
    });
    this.#request = request;
    request.on('continue', () => this.#outgoing.writeContinue());
    request.on('response', (response) => {
      try {
        this.#respond(response);
      } catch (error) {
        // Node reads headers that it does not write.
        this.#exchange.response = undefined;
        response.destroy();
        this.#fail((error as NodeJS.ErrnoException).code ?? 'unreadable');
      }
    });
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      this.#fail('it changed to another protocol, which is not recorded');
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const isStale = request.reusedSocket && error.code === 'ECONNRESET';
      // The server closed a kept connection just when it was to be used again.
      if (isStale && !this.#exchange.response && !this.#isOver) this.#send();
      else this.#fail(error.code ?? error.name);
    });
    if (this.#hasBody) this.#incoming.pipe(request);
    else request.end();
  }

  get #isRepeatable(): boolean {
    return !this.#hasBody && /^(?:GET|HEAD|OPTIONS|TRACE)$/.test(this.#exchange.method);
  }

  get #hasBody(): boolean {
    const { headers } = this.#incoming;
    return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
  }

  /** Ends it without telling of it: what is missing is not the server's fault. */
  abandon(): boolean {
    const wasUnderWay = !this.#isOver;
    this.#isOver = true;
    this.#request?.destroy();
    return wasUnderWay;
  }

  #respond(response: IncomingMessage): void {
    const body = new CapturedBody(this.#options.maxBody);
    const headers = endToEnd(response.rawHeaders);
    this.#exchange.response = { status: response.statusCode!, headers, body };
    response.on('data', (chunk: Buffer) => body.add(chunk));
    response.on('end', () => {
      body.isWhole = response.complete;
      this.#passTrailers(response.rawTrailers);
      this.#end();
    });
    response.on('error', () => {
      this.#end('the server broke off');
      // A clean end would make half a body look whole.
      this.#outgoing.destroy();
    });
    const raw = rawOf(headers);
    if (response.headers.trailer) raw.push('Trailer', response.headers.trailer);
    this.#outgoing.sendDate = false;
    this.#outgoing.writeHead(response.statusCode!, response.statusMessage, raw);
    this.#outgoing.flushHeaders();
    response.pipe(this.#outgoing);
  }

  #passTrailers(rawTrailers: readonly string[]): void {
    try {
      this.#outgoing.addTrailers(pairsOf(rawTrailers));
    } catch {
      // Node reads some that it does not write. The body is whole all the same.
    }
  }

  /** The server gave no answer, so the client gets one of ours. */
  #fail(reason: string): void {
    if (this.#isOver) return;
    if (this.#exchange.response) {
      this.#end('the server broke off');
      this.#outgoing.destroy();
      return;
    }
    this.#end(`no answer came (${reason})`);
    const { origin } = this.#options.target;
    this.#answer(502, `${origin} gave no answer (${reason}). This is said by the recorder.`);
  }

  #answer(status: number, message: string): void {
    // Without a phrase of its own, Node would try that of the server's once more.
    this.#outgoing.writeHead(status, STATUS_CODES[status], {
      'content-type': 'text/plain; charset=utf-8',
      connection: 'close',
    });
    this.#outgoing.end(`${message}\n`);
  }

  #end(interruption?: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#exchange.endedAt = this.#options.now();
    if (interruption) this.#exchange.interruption = interruption;
    this.#options.onExchange(this.#exchange);
  }
}

interface Refusal {
  status: number;
  message: string;
}

/** Why a request is not passed on, and so not recorded. */
function refusalOf({ url, headers }: IncomingMessage): Refusal | undefined {
  if (!url?.startsWith('/')) {
    const message = 'The recorder stands in place of the server: ask it for a path, not a URL.';
    return { status: 400, message };
  }
  if (/\bwebsocket\b/i.test(headers.upgrade ?? '')) {
    return { status: 501, message: 'The recorder does not pass WebSockets on.' };
  }
  return undefined;
}

function pairsOf(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, at) =>
    at % 2 === 0 ? [[name, raw[at + 1]!] as [string, string]] : [],
  );
}
