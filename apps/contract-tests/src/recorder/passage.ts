import {
  STATUS_CODES,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type InformationEvent,
  type OutgoingMessage,
  type request as httpRequest,
  type ServerResponse,
} from 'node:http';

import { CapturedBody } from './captured-body.ts';
import { endToEnd, rawOf } from './end-to-end-headers.ts';
import type { PassedExchange } from './passed-exchange.ts';
import { refusalOf } from './refusal.ts';

export interface PassageOptions {
  /** The server that requests are forwarded to. Its path is put before theirs. */
  target: URL;
  /** The largest body to keep a copy of, in bytes. Bodies of any size are forwarded. */
  maxBody: number;
  /** Called with every exchange once it has ended. */
  onExchange: (exchange: PassedExchange) => void;
  /** The time in milliseconds since the epoch. */
  now: () => number;
}

/** How to reach the server. */
interface Upstream {
  send: typeof httpRequest;
  agent: Agent;
}

/** In bytes. It must be at least as large as what servers accept. */
export const maxHeaderSize: number = 128 * 1024;

/** Forwards one exchange. */
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
    // A broken connection is handled by `close`.
    this.#incoming.on('error', () => undefined);
    this.#outgoing.on('error', () => undefined);
    this.#outgoing.on('close', () => {
      if (this.#outgoing.writableFinished) return;
      this.#end('the client disconnected');
      this.#request?.destroy();
    });
  }

  #send(): void {
    const { url, method, requestHeaders } = this.#exchange;
    const { target } = this.#options;
    const headers = requestHeaders.filter(({ name }) => name.toLowerCase() !== 'host');
    headers.unshift({ name: 'Host', value: target.host });
    // A body of unknown length must stay one.
    if (this.#incoming.headers['transfer-encoding']) {
      headers.push({ name: 'Transfer-Encoding', value: 'chunked' });
      const { trailer } = this.#incoming.headers;
      if (trailer) headers.push({ name: 'Trailer', value: trailer });
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
      // A request that cannot be repeated needs a new connection, which the server cannot have closed.
      agent: this.#isRepeatable ? agent : false,
    });
    this.#request = request;
    request.on('continue', () => this.#outgoing.writeContinue());
    request.on('information', (information) => this.#inform(information));
    request.on('response', (response) => {
      try {
        this.#respond(response);
      } catch (error) {
        // Node accepts some headers that it refuses to send.
        this.#exchange.response = undefined;
        response.destroy();
        this.#fail((error as NodeJS.ErrnoException).code ?? 'unreadable');
      }
    });
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      this.#fail('it switched to another protocol, which cannot be recorded');
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const isStale = request.reusedSocket && error.code === 'ECONNRESET';
      // The server closed a keep-alive connection just before it was used again.
      if (isStale && !this.#exchange.response && !this.#isOver) this.#send();
      else this.#fail(error.code ?? error.name);
    });
    if (!this.#hasBody) {
      request.end();
      return;
    }
    // Before `pipe` ends the request.
    this.#incoming.on('end', () => passTrailers(this.#incoming, request));
    this.#incoming.pipe(request);
  }

  get #isRepeatable(): boolean {
    return !this.#hasBody && /^(?:GET|HEAD|OPTIONS|TRACE)$/.test(this.#exchange.method);
  }

  get #hasBody(): boolean {
    const { headers } = this.#incoming;
    return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
  }

  /**
   * Cuts off the exchange, since the recorder stops.
   *
   * @returns whether it was in progress.
   */
  abandon(): boolean {
    const wasUnderWay = !this.#isOver;
    this.#end('the recorder was stopped');
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
      passTrailers(response, this.#outgoing);
      this.#end();
    });
    response.on('error', () => {
      this.#end('the server closed the connection');
      // A clean end would make half a body look complete.
      this.#outgoing.destroy();
    });
    const raw = rawOf(headers);
    if (response.headers.trailer) raw.push('Trailer', response.headers.trailer);
    this.#outgoing.sendDate = false;
    this.#outgoing.writeHead(response.statusCode!, response.statusMessage, raw);
    // `flushHeaders` would send a name in Latin-1 as UTF-8.
    this.#outgoing.write(Buffer.alloc(0));
    response.pipe(this.#outgoing);
  }

  /** Passes on an interim response, such as 103 with links. Node has no function for any of them. */
  #inform({ statusCode, statusMessage, rawHeaders }: InformationEvent): void {
    // Node passes on 100 as `continue`, and refuses 101 as an upgrade.
    if (statusCode === 100 || this.#outgoing.headersSent || this.#isOver) return;
    const lines = pairsOf(rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('')}\r\n`;
    this.#outgoing.socket?.write(head, 'latin1');
  }

  /** The server did not respond, so the recorder does. */
  #fail(reason: string): void {
    if (this.#isOver) return;
    if (this.#exchange.response) {
      this.#end('the server closed the connection');
      this.#outgoing.destroy();
      return;
    }
    this.#end(`there was no response (${reason})`);
    const { origin } = this.#options.target;
    this.#answer(
      502,
      `${origin} did not respond (${reason}). This message comes from the recorder.`,
    );
  }

  #answer(status: number, message: string): void {
    // Node would otherwise send the reason phrase of the server, which it may have refused before.
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

function passTrailers(from: IncomingMessage, to: OutgoingMessage): void {
  try {
    to.addTrailers(pairsOf(from.rawTrailers));
  } catch {
    // Node accepts some trailers that it refuses to send. The body is complete without them.
  }
}

function pairsOf(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, at) =>
    at % 2 === 0 ? [[name, raw[at + 1]!] as [string, string]] : [],
  );
}
