import type { RequestHeaders } from '../settings/headers.ts';

/** A `GET` request to send. */
export interface TransportRequest {
  url: string;
  headers: RequestHeaders;
  /** The most bytes that the decoded body may have. */
  maxBytes: number;
}

/** Tells a transport when its request is no longer needed, even while the body is read. */
export interface Cancellation {
  /** Aborts the request. The signal is created when it is first read. */
  readonly signal: AbortSignal;
  /** Set this to a function that cancels the request. It costs less than a listener of the signal. */
  onCancel: (() => void) | undefined;
}

/** A response with its whole, decoded body: a plain object, which may have more members. */
export interface TransportReply {
  /** The HTTP status, or 0 for a redirect whose status the browser hides. */
  status: number;
  /** Returns the header with this lowercase name, or `null`. A cached reply has only `content-type`. */
  header: (name: string) => string | null;
  bytes: Uint8Array;
  /** All headers, if the reply keeps them. Their memory counts while the reply is cached. */
  headers?: Iterable<readonly [name: string, value: string]>;
  /** The body exceeds `maxBytes`. Then `bytes` is empty. */
  isTooLarge?: boolean;
}

/**
 * Sends one request: no retries, no redirects, no cache. It is the only part of a client that
 * depends on the runtime. Pass the chunks of a body to a {@link Collector} to limit its size.
 *
 * @typeParam R The type of its replies, if they have more members.
 * @throws {BatchStatusError} to end the call with that error.
 * @throws any other error if there is no response. The call may be retried.
 */
export type Transport<R extends TransportReply = TransportReply> = (
  request: TransportRequest,
  cancellation: Cancellation,
) => Promise<R>;
