import { Collector, type Transport, type TransportReply } from '@batch-status/client-core';

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
      bytes: await readBody(response, maxBytes),
    };
  };
}

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array();
  const collector = new Collector(maxBytes);
  if (isBoundedBy(maxBytes, response.headers)) {
    collector.add(new Uint8Array(await response.arrayBuffer()));
    return collector.bytes();
  }
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return collector.bytes();
      collector.add(value);
    }
  } catch (error) {
    // An unread body keeps its connection checked out; what cancelling fails of is not the fault.
    reader.cancel().catch(() => undefined);
    throw error;
  }
}

/** A body sent as it is, of a length that is known, needs no counting: reading it whole is faster. */
function isBoundedBy(maxBytes: number, headers: Headers): boolean {
  const length = headers.get('content-length');
  return length !== null && Number(length) <= maxBytes && !headers.has('content-encoding');
}
