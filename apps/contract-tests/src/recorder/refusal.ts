import type { IncomingMessage } from 'node:http';

/** Why a request is neither forwarded nor recorded. */
export interface Refusal {
  status: number;
  message: string;
}

/** Names of this machine. A web page elsewhere can have its own name resolved to it, but not these. */
const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** The requests that any web page could send through the recorder, and those that it cannot forward. */
export function refusalOf({ url, headers }: IncomingMessage): Refusal | undefined {
  if (!url?.startsWith('/')) {
    const message =
      'The recorder replaces the server and is not a forward proxy. Request a path, not a URL.';
    return { status: 400, message };
  }
  if (!loopback.test(headers.host ?? '')) {
    const message =
      'The recorder accepts only requests to this machine. Use the address that it printed, such as http://127.0.0.1:8080.';
    return { status: 421, message };
  }
  if (isForeign(headers.origin, headers['sec-fetch-site'])) {
    return { status: 403, message: 'The recorder refuses requests of web pages from elsewhere.' };
  }
  if (/\bwebsocket\b/i.test(headers.upgrade ?? '')) {
    return { status: 501, message: 'The recorder does not forward WebSockets.' };
  }
  return undefined;
}

/** Browsers send no origin with some requests, such as for an image, but say that they cross sites. */
function isForeign(origin: string | undefined, site: string | string[] | undefined): boolean {
  if (origin === undefined) return site === 'cross-site' || site === 'same-site';
  const [, host = ''] = /^https?:\/\/(.*)$/i.exec(origin) ?? [];
  return !loopback.test(host);
}
