import type { Clock } from '@batch-status/time';
import type { BoardEvent } from '../../wire/board.ts';
import { passed } from '../time/passed.ts';
import { BoardCopy } from './board-copy.ts';
import type { StreamFailure } from './board-stream.ts';
import type { FromWorker, ToWorker } from './feed-messages.ts';

/** The side of a channel that leads to a page. */
export interface Port {
  postMessage: (message: FromWorker) => void;
}

interface Subscriber {
  /** It has not processed the last message yet. */
  isBusy: boolean;
  /** It was not sent something because it was busy, so it gets everything next. */
  isBehind: boolean;
}

/**
 * Passes one stream on to many pages. A page that is frozen or slow gets no more until it has
 * processed the last message, and then only the newest state: its queue never grows.
 */
export class Subscribers {
  readonly #clock: Clock;
  readonly #copy = new BoardCopy();
  readonly #pages = new Map<Port, Subscriber>();
  #age: () => number = () => 0;
  /** Why there is no stream now. */
  #failure: StreamFailure | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  event(text: string): void {
    this.#copy.apply(JSON.parse(text) as BoardEvent);
    this.#age = passed(this.#clock);
    this.#failure = undefined;
    for (const [port, page] of this.#pages) {
      if (page.isBusy) page.isBehind = true;
      else this.#send(port, page, text);
    }
  }

  down(failure: StreamFailure): void {
    this.#failure = failure;
    for (const [port, page] of this.#pages) {
      if (page.isBusy) page.isBehind = true;
      else tellFailure(port, failure);
    }
  }

  receive(port: Port, message: ToWorker): void {
    if (message === 'bye') {
      this.#pages.delete(port);
      return;
    }
    const page = this.#pages.get(port) ?? { isBusy: false, isBehind: true };
    this.#pages.set(port, page);
    if (message === 'ready') page.isBusy = false;
    else page.isBehind = true;
    if (message === 'hello') page.isBusy = false;
    if (page.isBusy || !page.isBehind) return;
    const { text } = this.#copy;
    if (text !== undefined) this.#send(port, page, text);
    if (this.#failure) tellFailure(port, this.#failure);
  }

  #send(port: Port, page: Subscriber, text: string): void {
    page.isBusy = true;
    page.isBehind = false;
    port.postMessage({ kind: 'event', text, age: this.#age() });
  }
}

const tellFailure = (port: Port, failure: StreamFailure): void =>
  port.postMessage({ kind: 'down', failure });
