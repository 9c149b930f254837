import type { Show } from '../element/progress-element.ts';
import { isUpdate, longestAge } from '../element/report.ts';
import { everySecond, time } from '../element/time.ts';

/** How long a stream may be silent after the next check that it announced. */
const patience = 30_000;

/** The open streams, by URL: a browser allows six connections to an origin over HTTP/1.1. */
const streams = new Map<string, Stream>();

/** A stream of reports as events, which all elements of a page with this URL share. */
class Stream {
  readonly #url: string;
  readonly #shows = new Set<Show>();
  readonly #stopClock: () => void;
  #source: EventSource | undefined;
  #state = 'connecting…';
  /** The newest report, for elements that join later. */
  #report: unknown;
  #failures = 0;
  /** When to open it again, unless an event arrives before. */
  #dueAt = 0;

  constructor(url: string) {
    this.#url = url;
    streams.set(url, this);
    this.#stopClock = everySecond(this.#check);
    document.addEventListener('visibilitychange', this.#check);
    this.#check();
  }

  join(show: Show): () => void {
    this.#shows.add(show);
    show(this.#state, this.#report);
    return () => {
      this.#shows.delete(show);
      if (this.#shows.size > 0) return;
      streams.delete(this.#url);
      this.#stopClock();
      document.removeEventListener('visibilitychange', this.#check);
      this.#source?.close();
    };
  }

  readonly #check = (): void => {
    // A hidden page must not keep one of the connections of the browser.
    if (document.hidden) {
      this.#source?.close();
      this.#dueAt = 0;
    } else if (time.now() >= this.#dueAt) {
      this.#open();
    }
  };

  #open(): void {
    this.#source?.close();
    this.#dueAt = time.now() + patience;
    const source = new EventSource(this.#url);
    this.#source = source;
    source.addEventListener('message', ({ data }) => this.#receive(data));
    source.addEventListener('error', () => {
      let report: unknown;
      if (source.readyState > 1) {
        // The browser does not try again.
        this.#dueAt = time.now() + Math.min(5000 * 2 ** this.#failures, 60_000);
        if (!this.#failures++) report = { type: 'error', message: 'src is not a stream of events' };
      }
      this.#say('not connected', report);
    });
  }

  #receive(data: string): void {
    let report: unknown;
    try {
      // `null` would say that there is no report.
      report = JSON.parse(data) ?? data;
    } catch {
      report = data;
    }
    this.#failures = 0;
    this.#dueAt = time.now() + patience + (isUpdate(report) ? longestAge(report) : 0);
    this.#report = report;
    this.#say('', report);
  }

  #say(state: string, report?: unknown): void {
    this.#state = state;
    for (const show of this.#shows) show(state, report);
  }
}

/** Shows the reports of a stream. Returns the function that ends that. */
export function followStream(src: string, show: Show): () => void {
  try {
    const { href, protocol } = new URL(src, document.baseURI);
    if (protocol.startsWith('http')) return (streams.get(href) ?? new Stream(href)).join(show);
  } catch {
    // Not a URL.
  }
  show('', { type: 'error', message: 'src is not a URL of a web server' });
  return () => undefined;
}
