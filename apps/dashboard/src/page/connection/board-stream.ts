import type { Clock } from '@batch-status/time';
import { callAfter } from '../time/call-after.ts';
import { passed } from '../time/passed.ts';
import { readEvents } from './event-text.ts';

/** Why there is no stream. */
export type StreamFailure =
  /** There is no server, or it closed the connection. */
  | { reason: 'lost' }
  /** The connection is open, but nothing came for a while. */
  | { reason: 'silent' }
  /** The server, or something before it, answered with something else. */
  | { reason: 'refused'; status: number };

export interface StreamListener {
  event: (text: string) => void;
  down: (failure: StreamFailure) => void;
  /** Whether it may hold a connection now. If not, it reads the newest state again and again. */
  mayStay?: () => boolean;
}

/** The server sends something each second. A connection that is silent for longer is dead. */
const longestSilence = 8_000;
/** A connection that was silent for less is given more time, however many pages ask for another one. */
const leastSilence = 4_000;
/** Short enough that no page seems to be cut off. */
const pauseOfVisits = 4_000;
const firstPause = 500;
const longestPause = 5_000;

/**
 * Keeps a stream of events open, until it is closed. An `EventSource` would neither notice a connection
 * that died without a sign, nor know the status of an answer.
 */
export class BoardStream {
  readonly #url: string;
  readonly #clock: Clock;
  readonly #listener: StreamListener;
  /** The present connection, or the pause before the next one. */
  #present = new AbortController();
  #silentFor: () => number = () => Infinity;
  #pause = firstPause;
  #isClosed = false;

  constructor(url: string, clock: Clock, listener: StreamListener) {
    this.#url = url;
    this.#clock = clock;
    this.#listener = listener;
    void this.#run();
  }

  /** Ends a pause, and a connection that may be dead. */
  reconnect(): void {
    if (this.#silentFor() >= leastSilence) this.#present.abort();
  }

  close(): void {
    this.#isClosed = true;
    this.#present.abort();
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      this.#present = new AbortController();
      const failure = await this.#follow(this.#present);
      if (this.#isClosed) return;
      if (failure) this.#listener.down(failure);
      await this.#wait(failure ? this.#nextPause() : pauseOfVisits);
    }
  }

  #nextPause(): number {
    const ms = this.#pause * (0.5 + this.#clock.random() / 2);
    this.#pause = Math.min(longestPause, 2 * this.#pause);
    return ms;
  }

  async #wait(ms: number): Promise<void> {
    const { signal } = (this.#present = new AbortController());
    this.#silentFor = () => Infinity;
    // Only a wish to connect at once ends it early.
    await this.#clock.sleep(ms, signal).catch(() => undefined);
  }

  /** @returns Why it ended, unless it leaves the connection to others. */
  async #follow(connection: AbortController): Promise<StreamFailure | undefined> {
    const { signal } = connection;
    let [isSilent, hasLeft] = [false, false];
    const giveUp = (): void => {
      isSilent = true;
      connection.abort();
    };
    let stopTimer: (() => void) | undefined;
    const heard = (): void => {
      stopTimer?.();
      stopTimer = callAfter(this.#clock, longestSilence, giveUp);
      this.#silentFor = passed(this.#clock);
    };
    heard();
    try {
      const response = await fetch(this.#url, { signal, cache: 'no-store' });
      const type = response.headers.get('content-type') ?? '';
      if (!response.ok || !response.body || !type.startsWith('text/event-stream')) {
        // An unread body keeps its connection checked out.
        connection.abort();
        return { reason: 'refused', status: response.status };
      }
      for await (const text of readEvents(response.body)) {
        heard();
        this.#pause = firstPause;
        this.#listener.event(text);
        if (this.#listener.mayStay?.() === false) {
          hasLeft = true;
          break;
        }
      }
    } catch {
      // A page is not given the reason why a request failed.
    } finally {
      stopTimer?.();
      // Otherwise its connection would stay open.
      if (hasLeft) connection.abort();
    }
    if (hasLeft) return undefined;
    return { reason: isSilent ? 'silent' : 'lost' };
  }
}
