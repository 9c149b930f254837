import type { RequestHeaders } from '../settings/headers.ts';

/** What a transport is asked to send: always a `GET`. */
export interface TransportRequest {
  url: string;
  headers: RequestHeaders;
  /** Ends the exchange, the body included. */
  signal: AbortSignal;
  /** How many bytes the decoded body may have. */
  maxBytes: number;
}

/** What came back, the body whole and decoded: a plain object, which may have more members. */
export interface TransportReply {
  /** The HTTP status; 0 for a redirect that the browser refused without telling its status. */
  status: number;
  /** A header by its name in lower case, or `null`. */
  header: (name: string) => string | null;
  bytes: Uint8Array;
}

/**
 * One exchange and nothing else: no retry, no redirect, no cache. It is all that a runtime
 * brings. A body that comes in chunks goes through a {@link Collector}.
 *
 * @typeParam R What it answers with, where that has more members.
 * @throws whatever the platform throws where there is no answer.
 */
export type Transport<R extends TransportReply = TransportReply> = (
  request: TransportRequest,
) => Promise<R>;
