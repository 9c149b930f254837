import {
  Collector,
  isBodyTooLarge,
  type Transport,
  type TransportReply,
} from '@batch-status/client-core';

/** A reply with all its headers, for the raw client. */
export interface FetchReply extends TransportReply {
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Sends requests with `fetch`. The platform's `fetch` is read at each call, so that code that
 * instruments it later takes effect.
 */
export function fetchTransport(ownFetch?: typeof fetch): Transport<FetchReply> {
  return async ({ url, headers, signal, maxBytes }) => {
    const send = ownFetch ?? globalThis.fetch;
    const response = await send(url, {
      headers,
      signal,
      // When a platform follows a redirect to another origin, it sends the key there.
      redirect: 'manual',
      cache: 'no-store',
    });
    const { status, headers: received } = response;
    const bytes = await readBody(response, maxBytes);
    return { status, header: (name) => received.get(name), headers: received, bytes };
  };
}

async function readBody(
  { body, status }: Response,
  maxBytes: number,
): Promise<FetchReply['bytes']> {
  const collector = new Collector(maxBytes);
  const reader = body?.getReader();
  try {
    for (;;) {
      // Redirects are refused, so their bodies are not read.
      if (!reader || (status >= 300 && status < 400)) return collector.bytes();
      const { done, value } = await reader.read();
      if (done) return collector.bytes();
      collector.add(value);
    }
  } catch (error) {
    // The status of a refusal is enough, even if its body was cut off.
    if (status < 400 || isBodyTooLarge(error)) throw error;
    return new Uint8Array();
  } finally {
    // An unread body keeps its connection checked out.
    reader?.cancel().catch(() => undefined);
  }
}
