import type { CallEventListener } from './events.ts';
import type { TransportReply } from './transport.ts';

/** What one call is about, for errors and events. */
export interface CallContext {
  readonly method: 'GET';
  /** The path asked for, without origin and query. */
  readonly path: string;
  /** Values that no message may hold. */
  readonly secrets: readonly string[];
  readonly onEvent: CallEventListener | undefined;
}

/** The last answer to a call, after all retries. */
export interface Reply extends TransportReply {
  readonly call: CallContext;
  /** What the transport handed over: after a `304`, the answer that is still true. */
  readonly answer: TransportReply;
  /** How many requests were sent. */
  readonly attempts: number;
  /** When the last byte came, in milliseconds since the epoch. */
  readonly receivedAt: number;
  /** The server said that nothing has changed: status, headers and bytes are the last answer's. */
  readonly notModified: boolean;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfter: number | undefined;
}
