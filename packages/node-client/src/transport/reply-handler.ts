import { Collector, type TransportReply } from '@batch-status/client-core';
import type { Dispatcher } from 'undici';
import { BodyDecoder } from './body-decoder.ts';
import { readContentCoding, type ContentCoding } from './content-codings.ts';
import type { NodeReply } from './undecoded.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Receives one response, and passes its chunks to the collector. */
export class ReplyHandler implements Dispatcher.DispatchHandler {
  readonly #collector: Collector;
  readonly #resolve: (reply: NodeReply) => void;
  readonly #reject: (error: unknown) => void;
  readonly #onUndecodable: () => void;
  #over = false;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #header: TransportReply['header'] = () => null;
  #coding: ContentCoding | undefined;
  #decoder: BodyDecoder | undefined;

  constructor(
    maxBytes: number,
    resolve: (reply: NodeReply) => void,
    reject: (error: unknown) => void,
    onUndecodable: () => void,
  ) {
    this.#collector = new Collector(maxBytes);
    this.#resolve = resolve;
    this.#reject = reject;
    this.#onUndecodable = onUndecodable;
  }

  /** Cancels the request at any stage. */
  readonly abort = (): void => this.#fail(new Error('The call is over.'));

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It may have been cancelled while it waited for a connection.
    if (this.#over) controller.abort(new Error('The call is over.'));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Headers,
  ): void {
    // 1xx: the final response follows.
    if (status < 200) return;
    this.#status = status;
    this.#header = headerOf(headers);
    // A 304 has no body, and its connection is kept.
    if (status === 304) return;
    this.#coding = readContentCoding(this.#header('content-encoding'));
    const isUnknown = this.#coding.unknown !== undefined;
    const isRedirect = status >= 300 && status < 400;
    if (isUnknown) this.#onUndecodable();
    if (!isRedirect && !isUnknown) return;
    this.#succeed();
    controller.abort(new Error('The rest is not needed.'));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#over) return;
    const decode = this.#coding?.decode;
    if (!decode?.length) {
      this.#collect(chunk);
      return;
    }
    // Created at the first chunk, because an empty body cannot be decoded.
    this.#decoder ??= new BodyDecoder(decode, {
      onData: (data) => this.#collect(data),
      onEnd: () => this.#succeed(),
      onError: (error) => {
        // Otherwise it was cut off, or is too large.
        if (isCodingError(error)) this.#onUndecodable();
        this.#fail(error);
      },
      onDrain: () => controller.resume(),
    });
    if (!this.#decoder.write(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#decoder) this.#decoder.finish();
    else this.#succeed();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: unknown): void {
    this.#fail(error);
  }

  #collect(chunk: Buffer): void {
    if (!this.#collector.add(chunk)) this.#fail(new Error('The body is too large.'));
  }

  #succeed(): void {
    this.#settle(this.#collector.bytes());
  }

  #settle(bytes: Uint8Array, isTooLarge = false): void {
    if (this.#over) return;
    this.#over = true;
    const undecoded = this.#coding?.unknown;
    const reply = { status: this.#status, header: this.#header, bytes, isTooLarge };
    this.#resolve(undecoded === undefined ? reply : { ...reply, undecoded });
  }

  #fail(error: unknown): void {
    if (this.#over) return;
    const { isTooLarge } = this.#collector;
    // The status of a refusal is enough, even if its body was cut off.
    if (this.#status >= 400 || isTooLarge) {
      this.#settle(new Uint8Array(), isTooLarge);
    } else {
      this.#over = true;
      this.#reject(error);
    }
    this.#decoder?.end();
    this.#controller?.abort(error as Error);
  }
}

const isCodingError = (error: unknown): boolean => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && code !== 'Z_BUF_ERROR';
};

/** Captures only the headers: a cached reply must not keep the rest of the request alive. */
const headerOf =
  (headers: Headers): TransportReply['header'] =>
  (name) => {
    const value = headers[name];
    if (value === undefined) return null;
    return typeof value === 'string' ? value : value.join(', ');
  };
