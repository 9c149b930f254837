import type { Clock } from '@batch-status/time';
import type { BoardEvent } from '../../wire/board.ts';
import { BoardStream, type StreamFailure } from './board-stream.ts';
import type { FromWorker, ToWorker } from './feed-messages.ts';
import { takePlace, type StreamPlace } from './stream-place.ts';

export interface FeedListener {
  /** @param age How many milliseconds ago the server sent it. */
  event: (event: BoardEvent, age: number) => void;
  down: (failure: StreamFailure) => void;
}

export interface BoardFeed {
  /** The page hears nothing: connects again. */
  reconnect: () => void;
}

/**
 * Follows the board. All pages of a browser share one stream, in a worker. In a browser without shared
 * workers, a page follows the board only while it is visible. Only six connections to an origin are
 * possible there, so a few pages hold a stream, and the others connect for a moment every few seconds.
 */
export const followBoard = (
  events: string,
  connect: () => SharedWorker,
  clock: Clock,
  listener: FeedListener,
): BoardFeed =>
  typeof SharedWorker === 'undefined'
    ? ownStream(events, clock, listener)
    : sharedStream(events, connect, clock, listener);

function sharedStream(
  events: string,
  connectToWorker: () => SharedWorker,
  clock: Clock,
  listener: FeedListener,
): BoardFeed {
  let own: BoardFeed | undefined;
  /** Whether the worker said anything since it was last asked to connect again. */
  let isAnswering = true;
  let tell = connect();

  function connect(): (message: ToWorker) => void {
    const worker = connectToWorker();
    const { port } = worker;
    port.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      isAnswering = true;
      if (data.kind === 'down') {
        listener.down(data.failure);
        return;
      }
      listener.event(JSON.parse(data.text) as BoardEvent, data.age);
      port.postMessage('ready' satisfies ToWorker);
    });
    // A worker that cannot be loaded.
    worker.addEventListener('error', () => (own ??= ownStream(events, clock, listener)));
    port.start();
    port.postMessage('hello' satisfies ToWorker);
    return (message) => port.postMessage(message);
  }

  addEventListener('pagehide', () => tell('bye'));
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) tell('hello');
  });
  return {
    reconnect() {
      if (own) {
        own.reconnect();
      } else if (isAnswering) {
        isAnswering = false;
        tell('reconnect');
      } else {
        // The browser ended the worker. For a new connection, it starts another one.
        tell('bye');
        tell = connect();
        tell('reconnect');
      }
    },
  };
}

function ownStream(url: string, clock: Clock, listener: FeedListener): BoardFeed {
  let stream: BoardStream | undefined;
  let place: StreamPlace | undefined;
  const follow = (): void => {
    if (document.visibilityState !== 'visible') {
      stream?.close();
      place?.release();
      stream = undefined;
      return;
    }
    if (stream) return;
    const taken = (place = takePlace(clock));
    stream = new BoardStream(url, clock, {
      event: (text) => listener.event(JSON.parse(text) as BoardEvent, 0),
      down: listener.down,
      mayStay: taken.isHeld,
    });
  };
  document.addEventListener('visibilitychange', follow);
  follow();
  return { reconnect: () => stream?.reconnect() };
}
