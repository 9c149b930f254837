import { systemClock } from '@batch-status/time';
import { paths } from '../../wire/paths.ts';
import { BoardStream } from './board-stream.ts';
import type { ToWorker } from './feed-messages.ts';
import { Subscribers } from './subscribers.ts';

/**
 * The one stream of all pages in a browser: HTTP/1.1 allows six connections to an origin, so the
 * seventh page with a stream of its own would wait forever.
 */
const subscribers = new Subscribers(systemClock);
// The worker is beside the scripts of the page, one folder below the base.
const events = new URL(`../${paths.events}`, location.href).href;
const stream = new BoardStream(events, systemClock, subscribers);

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports as unknown as readonly [MessagePort];
  port.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    subscribers.receive(port, data);
    if (data === 'reconnect') stream.reconnect();
  });
  port.start();
});
