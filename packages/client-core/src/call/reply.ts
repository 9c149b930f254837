import type { ErrorDetails } from '../errors/errors.ts';
import type { CallEventContext } from '../settings/events.ts';
import type { RequestHeaders } from '../settings/headers.ts';
import type { TransportReply } from './transport.ts';

/** What one call is about, for errors and events. */
export interface CallContext extends CallEventContext {
  /** What was sent; no message may hold a value of it that could be a secret. */
  headers: RequestHeaders;
}

/** What is known of a reply besides what its transport gave. */
interface ReplyContext {
  call: CallContext;
  /** How many requests were sent. */
  attempts: number;
  /** When this request was sent, in milliseconds since the epoch. */
  sentAt: number;
  /** When the last byte came, in milliseconds since the epoch. */
  receivedAt: number;
  /** How long the server asked to wait, in milliseconds. */
  retryAfter: number | undefined;
}

/** The answer to one request; after a `304`, the answer that is still true. */
export type Reply<R extends TransportReply = TransportReply> = R & ReplyContext;

/** What every error knows of its call. */
export const detailsOf = ({ path }: Pick<CallContext, 'path'>, attempts: number): ErrorDetails => ({
  method: 'GET',
  path,
  attempts,
});
