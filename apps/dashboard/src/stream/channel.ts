import type { ServerResponse } from 'node:http';
import { Viewer } from './viewer.ts';

/** What a channel sends, as text for one event. */
export interface ChannelSource {
  /** All that there is, for a viewer that has nothing. */
  newest: () => string;
  /** What has changed since it was last called, or nothing if nothing must be sent. */
  changes: () => string | undefined;
}

const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  // Otherwise nginx collects events instead of passing them on.
  'X-Accel-Buffering': 'no',
};

/** A comment, which shows that the connection lives. */
const heartbeat = Buffer.from(':\n\n');

/** Sends the same events to many viewers, and encodes each event once. */
export class Channel {
  readonly #source: ChannelSource;
  readonly #viewers = new Set<Viewer>();
  /** Until the next tick, all that arrive get the same. */
  #newest: Buffer | undefined;

  constructor(source: ChannelSource) {
    this.#source = source;
  }

  get size(): number {
    return this.#viewers.size;
  }

  /** Answers a request with a stream, which first gets all that there is. */
  join(response: ServerResponse, mayRead: () => boolean): void {
    const viewer = new Viewer(response, { mayRead, newest: () => this.#all() });
    this.#viewers.add(viewer);
    response.once('close', () => this.#viewers.delete(viewer));
    // Its end is the end of the connection, so chunks would only cost an extra write each.
    response.removeHeader('Transfer-Encoding');
    response.writeHead(200, headers);
    viewer.sendNewest();
  }

  /** Sends what has changed. */
  tick(): void {
    const changes = this.#source.changes();
    this.#newest = undefined;
    const event = changes === undefined ? heartbeat : encode(changes);
    for (const viewer of this.#viewers) viewer.send(event);
  }

  end(): void {
    for (const viewer of this.#viewers) viewer.end();
  }

  #all(): Buffer {
    return (this.#newest ??= encode(this.#source.newest()));
  }
}

/** JSON has no line breaks. */
const encode = (text: string): Buffer => Buffer.from(`data: ${text}\n\n`);
