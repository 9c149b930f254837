import {
  Collector,
  isBodyTooLarge,
  type Transport,
  type TransportReply,
} from '@batch-status/client-core';

/** An answer with all its headers, for `raw`. */
export interface FetchReply extends TransportReply {
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * One exchange over `fetch`: by default the platform's, which is read at each call, so that what
 * instruments it later is seen.
 */
export function fetchTransport(ownFetch?: typeof fetch): Transport<FetchReply> {
  return async ({ url, headers, signal, maxBytes }) => {
    const send = ownFetch ?? globalThis.fetch;
    const response = await send(url, {
      headers,
      signal,
      // Platforms take the key along to another origin when they follow a redirect.
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
      // A redirect is refused, whatever it says.
      if (!reader || (status >= 300 && status < 400)) return collector.bytes();
      const { done, value } = await reader.read();
      if (done) return collector.bytes();
      collector.add(value);
    }
  } catch (error) {
    // What the server refused with is known, however little of the reason came.
    if (status < 400 || isBodyTooLarge(error)) throw error;
    return new Uint8Array();
  } finally {
    // An unread body keeps its connection checked out.
    reader?.cancel().catch(() => undefined);
  }
}
