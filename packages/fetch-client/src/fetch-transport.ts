import { demand, resolveUrl, type Transport, type TransportReply } from '@batch-status/client-core';
import { demandResponse, readBody } from './read-body.ts';

/** A reply with all its headers, for the raw client. */
export interface FetchReply extends TransportReply {
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Sends requests with `fetch`. The platform's `fetch` is read at each call, so that code that
 * instruments it later takes effect.
 *
 * @throws {ConfigurationError} if there is no `fetch`, if its result cannot be read, or if the base
 *   URL is a path and there is no page.
 */
export function fetchTransport(
  ownFetch: typeof fetch | undefined,
  baseUrl: string,
): Transport<FetchReply> {
  let cache: RequestInit['cache'] = 'no-store';
  return async ({ url, headers, maxBytes }, { signal }) => {
    const send = ownFetch ?? globalThis.fetch;
    demand(typeof send === 'function', 'fetch', send, 'a function');
    // When a platform follows a redirect to another origin, it sends the key there.
    const redirect = 'manual';
    const request = (): Promise<Response> =>
      send(url, { headers, signal, redirect, ...(cache && { cache }) });
    let response;
    try {
      response = await request();
    } catch (error) {
      const message = String((error as Error | undefined)?.message);
      // The `fetch` of a framework may resolve a path without a page.
      if (/\bURL\b/.test(message) || !ownFetch) demandPage(baseUrl);
      // A platform without a cache may reject the option.
      if (!cache || !/'cache' field|cache mode/.test(message)) throw error;
      cache = undefined;
      response = await request();
    }
    const received = (response as Response | undefined)?.headers;
    const isResponse = typeof received?.get === 'function' && typeof response.status === 'number';
    demandResponse(isResponse, response);
    const body = await readBody(response, maxBytes);
    return {
      // A platform may follow a redirect although it must not.
      status: response.redirected ? 0 : response.status,
      // Bound, so that a cached reply does not keep the rest of the request alive.
      header: received.get.bind(received),
      headers: received,
      bytes: body.bytes() as FetchReply['bytes'],
      isTooLarge: body.isTooLarge,
    };
  };
}

/** @throws {ConfigurationError} if the base URL is a path and there is no page. */
export const demandPage = (baseUrl: string): void =>
  demand(!!resolveUrl(baseUrl), 'baseUrl', baseUrl, 'an absolute URL outside of a web page');
