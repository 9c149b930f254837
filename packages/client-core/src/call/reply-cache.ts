import type { RequestHeaders } from '../settings/headers.ts';
import type { TransportReply } from './transport.ts';

export interface CachedReply<R> {
  etag: string;
  /** The headers of its request: another key must not see what this key saw. */
  requestHeaders: string;
  reply: R;
  /** The memory that it takes, in bytes. */
  size: number;
}

/** The memory for an entry, and for each header of its reply, without their texts, in Node. */
const entrySize = 1_000;
const headerSize = 150;

/**
 * Caches the last reply with an `ETag` for each batch, so that an unchanged batch is not sent
 * again. Beyond a limit, it evicts the least recently used replies. Everything that an entry keeps
 * counts, so that neither long tags nor many small batches take more memory than that.
 */
export class ReplyCache<R extends TransportReply> {
  readonly #maxBytes: number;
  readonly #replies = new Map<string, CachedReply<R>>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(url: string, headers: RequestHeaders): CachedReply<R> | undefined {
    const found = this.#replies.get(url);
    if (!found || found.requestHeaders !== JSON.stringify(headers)) return undefined;
    // Moves it to the end of the map: the first entry is the least recently used.
    this.#replies.delete(url);
    this.#replies.set(url, found);
    return found;
  }

  set(url: string, headers: RequestHeaders, reply: R): void {
    this.delete(url);
    const etag = reply.header('etag');
    // As a condition, `*` means any state: a server would call every batch unchanged.
    if (!etag || etag === '*') return;
    const type = reply.header('content-type');
    const requestHeaders = JSON.stringify(headers);
    const { bytes } = reply;
    const received = [...(reply.headers ?? [])];
    const texts = [url, etag, type, requestHeaders, ...received].join();
    const size = entrySize + headerSize * received.length + texts.length + bytes.byteLength;
    if (size > this.#maxBytes) return;
    const kept = {
      ...reply,
      // A small part of a shared buffer would keep all of that buffer.
      bytes: bytes.byteLength < bytes.buffer.byteLength ? new Uint8Array(bytes) : bytes,
      // The function of the transport may keep all that belongs to the request.
      header: (name: string) => (name === 'content-type' ? type : null),
    };
    this.#replies.set(url, { etag, requestHeaders, reply: kept, size });
    this.#bytes += size;
    for (const oldest of this.#replies.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.delete(oldest);
    }
  }

  delete(url: string): void {
    this.#bytes -= this.#replies.get(url)?.size ?? 0;
    this.#replies.delete(url);
  }
}
