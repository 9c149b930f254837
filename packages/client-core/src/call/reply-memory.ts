import type { RequestHeaders } from '../settings/headers.ts';
import type { TransportReply } from './transport.ts';

interface Remembered<R> {
  etag: string;
  /** What it was asked with: another key may not be shown what this one was. */
  asker: string;
  reply: R;
}

const maxRememberedBytes = 32 * 2 ** 20;

/**
 * The last answer of each batch and its `ETag`, so that an unchanged batch costs no body. Of the
 * least recently used it forgets those beyond 32 MiB.
 */
export class ReplyMemory<R extends TransportReply> {
  readonly #remembered = new Map<string, Remembered<R>>();
  #bytes = 0;

  recall(url: string, headers: RequestHeaders): Remembered<R> | undefined {
    const found = this.#remembered.get(url);
    if (found?.asker !== JSON.stringify(headers)) return undefined;
    // The last one of a map is the one used last.
    this.#remembered.delete(url);
    this.#remembered.set(url, found);
    return found;
  }

  remember(url: string, headers: RequestHeaders, reply: R): void {
    this.forget(url);
    const etag = reply.header('etag');
    if (!etag || reply.bytes.byteLength > maxRememberedBytes) return;
    this.#remembered.set(url, { etag, asker: JSON.stringify(headers), reply });
    this.#bytes += reply.bytes.byteLength;
    for (const oldest of this.#remembered.keys()) {
      if (this.#bytes <= maxRememberedBytes) break;
      this.forget(oldest);
    }
  }

  forget(url: string): void {
    this.#bytes -= this.#remembered.get(url)?.reply.bytes.byteLength ?? 0;
    this.#remembered.delete(url);
  }
}
