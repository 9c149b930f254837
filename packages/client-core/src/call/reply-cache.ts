import type { RequestHeaders } from '../settings/headers.ts';
import type { TransportReply } from './transport.ts';

export interface CachedReply<R> {
  etag: string;
  /** The headers of its request: another key must not see what this key saw. */
  requestHeaders: string;
  reply: R;
}

const maxBytes = 32 * 2 ** 20;

/**
 * Caches the last reply with an `ETag` for each batch, so that an unchanged batch is not sent
 * again. Beyond 32 MiB it evicts the least recently used replies.
 */
export class ReplyCache<R extends TransportReply> {
  readonly #replies = new Map<string, CachedReply<R>>();
  #bytes = 0;

  get(url: string, headers: RequestHeaders): CachedReply<R> | undefined {
    const found = this.#replies.get(url);
    if (found?.requestHeaders !== JSON.stringify(headers)) return undefined;
    // Moves it to the end of the map: the first entry is the least recently used.
    this.#replies.delete(url);
    this.#replies.set(url, found);
    return found;
  }

  set(url: string, headers: RequestHeaders, reply: R): void {
    this.delete(url);
    const etag = reply.header('etag');
    if (!etag || reply.bytes.byteLength > maxBytes) return;
    this.#replies.set(url, { etag, requestHeaders: JSON.stringify(headers), reply });
    this.#bytes += reply.bytes.byteLength;
    for (const oldest of this.#replies.keys()) {
      if (this.#bytes <= maxBytes) break;
      this.delete(oldest);
    }
  }

  delete(url: string): void {
    this.#bytes -= this.#replies.get(url)?.reply.bytes.byteLength ?? 0;
    this.#replies.delete(url);
  }
}
