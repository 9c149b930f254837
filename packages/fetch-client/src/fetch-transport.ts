import {
  Collector,
  isBodyTooLarge,
  type Transport,
  type TransportReply,
} from '@batch-status/client-core';

/** An answer with all its headers, for `raw`. */
export interface FetchReply extends TransportReply {
  headers: Headers;
}

/**
 * One exchange over the platform's `fetch`.
 *
 * @param readFetch Read at each call, so that what instruments `fetch` later is seen.
 */
export function fetchTransport(readFetch: () => typeof fetch): Transport {
  return async ({ url, headers, signal, maxBytes }): Promise<FetchReply> => {
    const platformFetch = readFetch();
    const response = await platformFetch(url, {
      headers,
      signal,
      // Platforms take the key along to another origin when they follow a redirect.
      redirect: 'manual',
      cache: 'no-store',
    });
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      headers: response.headers,
      bytes: await readBody(response, maxBytes, signal),
    };
  };
}

async function readBody(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { body, status } = response;
  if (!body) return new Uint8Array();
  if (status >= 300 && status < 400) {
    // An unread body keeps its connection checked out.
    body.cancel().catch(() => undefined);
    return new Uint8Array();
  }
  const collector = new Collector(maxBytes);
  try {
    await collect(response, body, maxBytes, collector);
  } catch (error) {
    // What the server refused with is known, however little of the reason came.
    if (status < 400 || signal.aborted || isBodyTooLarge(error)) throw error;
    return new Uint8Array();
  }
  return collector.bytes();
}

async function collect(
  response: Response,
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  collector: Collector,
): Promise<void> {
  if (isBoundedBy(maxBytes, response)) {
    collector.add(new Uint8Array(await response.arrayBuffer()));
    return;
  }
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      collector.add(value);
    }
  } catch (error) {
    reader.cancel().catch(() => undefined);
    throw error;
  }
}

/**
 * A body sent as it is, of a length that is known, needs no counting: reading it whole is faster.
 * Of another origin's answer a page may read the length, but not whether it is compressed.
 */
function isBoundedBy(maxBytes: number, { headers, type }: Response): boolean {
  const length = headers.get('content-length');
  if (length === null || type === 'cors' || headers.has('content-encoding')) return false;
  return Number(length) <= maxBytes;
}
