import type { IncomingMessage } from 'node:http';
import { RequestError } from './request-error.ts';

/** Express and Connect remove the path of a mount from `url`. */
export const targetOf = ({
  originalUrl,
  url = '/',
}: IncomingMessage & { originalUrl?: unknown }): string =>
  typeof originalUrl === 'string' ? originalUrl : url;

/** Whether a request is about the server as a whole (RFC 9112, section 3.2.4). */
export const isWholeServer = (request: IncomingMessage): boolean =>
  /^(?:\*|https?:\/\/[^/?#]+)$/i.test(targetOf(request));

/** Returns what `read` returns, or throws a 400 if it finds a path that cannot be decoded. */
export function wellFormed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new RequestError(400, {
      error: 'Malformed URL',
      message: 'The path is not correctly percent-encoded.',
    });
  }
}
