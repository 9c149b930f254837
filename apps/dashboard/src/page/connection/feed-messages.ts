import type { StreamFailure } from './board-stream.ts';

/** What a page tells the worker that holds the stream. */
export type ToWorker =
  /** It wants to know everything. */
  | 'hello'
  /** It has processed the last message, so it can take another one. */
  | 'ready'
  /** It hears nothing. The stream may have died without a sign. */
  | 'reconnect'
  /** It is closed. */
  | 'bye';

/** What the worker tells a page. */
export type FromWorker = EventMessage | { kind: 'down'; failure: StreamFailure };

export interface EventMessage {
  kind: 'event';
  /** A `BoardEvent` as JSON. The page parses it, which costs less than a structured clone. */
  text: string;
  /** How many milliseconds ago the server sent it. */
  age: number;
}
