import type { ErrorDetails } from '../errors/errors.ts';
import type { CallEventContext } from '../settings/events.ts';
import { pathOf } from '../settings/base-url.ts';
import type { RequestHeaders } from '../settings/headers.ts';
import type { TransportReply } from './transport.ts';

/** The context of a call, for its errors and events. */
export interface CallContext extends CallEventContext {
  /** The headers sent. A value that could be a secret must not appear in a message. */
  headers: RequestHeaders;
}

/** What the client adds to the reply of its transport. */
export interface ReplyContext {
  call: CallContext;
  /** When this request was sent, in milliseconds since the epoch. */
  sentAt: number;
  /** When the last byte arrived, in milliseconds since the epoch. */
  receivedAt: number;
  /** The `Date` of the response, also after a `304`. */
  date?: string | null | undefined;
  /** How long the server asks to wait, in milliseconds. */
  retryAfter: number | undefined;
}

/** The response to one request. After a `304`, the cached response. */
export type Reply<R extends TransportReply = TransportReply> = R & ReplyContext;

/**
 * `GET /v1/api/…`, the beginning of a message.
 *
 * @example
 * ```ts
 * import { requestOf } from '@batch-status/client-core';
 *
 * const call = { url: 'http://h/status', attempts: 1, listeners: [], headers: {} };
 * console.log(`${requestOf(call)} got no response.`); // GET /status got no response.
 * ```
 */
export const requestOf = ({ url }: CallContext): string => `GET ${pathOf(url)}`;

/**
 * The details of a call that all its errors carry.
 *
 * @example
 * ```ts
 * import { detailsOf, NetworkError, type CallContext } from '@batch-status/client-core';
 *
 * const failureOf = (call: CallContext): NetworkError =>
 *   new NetworkError('There is no response.', detailsOf(call));
 *
 * const error = failureOf({ url: 'http://h/status', attempts: 2, listeners: [], headers: {} });
 * console.log(error.path, error.attempts); // /status 2
 * ```
 */
export const detailsOf = ({ url, attempts }: CallContext): ErrorDetails => ({
  method: 'GET',
  path: pathOf(url),
  attempts,
});
