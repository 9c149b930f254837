import { every, wallTime } from '@batch-status/time';
import type { Follow, Show } from '../element/display.ts';
import { longestAge, type BatchUpdate } from '../element/report.ts';

/** How long a stream may be silent after the next check that it announced. */
const patience = 30_000;
/** How long after a refusal a stream is opened again. */
const pause = 15_000;

const refusal = { type: 'error', message: 'src is not a stream of events.' };

/** Adds an element to those that a stream reports to. Returns a function that removes it. */
type Join = (show: Show) => () => void;

/** The open streams: a browser allows six connections to an origin over HTTP/1.1. */
const streams = new Map<string, Join>();

/** Opens a stream of reports as events, which all elements of a page with this URL share. */
function openStream(src: string): Join {
  const shows = new Set<Show>();
  let source: EventSource | undefined;
  let latest: Parameters<Show> = ['', undefined];
  /** When to open it again, unless something arrives before. */
  let dueAt = 0;

  const say: Show = (...news) => {
    latest = news;
    for (const show of shows) show(...news);
  };

  const receive = ({ data }: MessageEvent<string>): void => {
    let news: unknown;
    try {
      // `null` would say that there is no report.
      news = JSON.parse(data) || data;
    } catch {
      news = data;
    }
    dueAt = wallTime() + patience + (longestAge(news as BatchUpdate) || 0);
    say('', news);
  };

  const fail = (): void => {
    dueAt = wallTime() + pause;
    // The browser tries again, unless it was refused.
    say('Not connected. ', source?.readyState === 0 ? latest[1] : refusal);
  };

  const check = (): void => {
    // A hidden page must not keep one of the connections of the browser.
    if (document.hidden) dueAt = 0;
    else if (wallTime() < dueAt) return;
    source?.close();
    if (document.hidden) return;
    dueAt = wallTime() + patience;
    try {
      source = new EventSource(src);
      source.addEventListener('message', receive);
      source.addEventListener('error', fail);
    } catch {
      fail();
    }
  };
  const stopClock = every(1000, check);
  check();

  const join: Join = (show) => {
    shows.add(show);
    show(...latest);
    return () => {
      if (!shows.delete(show) || shows.size > 0) return;
      streams.delete(src);
      stopClock();
      source?.close();
    };
  };
  streams.set(src, join);
  return join;
}

/** Shows the reports of a stream. Returns the function that ends that. */
export const followStream: Follow = (src, _batchId, show) =>
  (streams.get(src) ?? openStream(src))(show);
