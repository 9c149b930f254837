import { once } from 'node:events';
import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { shortBatches, someTime } from './short-batches.ts';

/** How requests arrived at a server. */
export interface Arrivals {
  requests: number;
  /** The most that arrived in any sliding second. */
  mostInSecond: number;
}

/**
 * Responds with batches that begin when its parent says. It sends its URL, and at the next message its
 * arrivals.
 */
let batches = shortBatches(someTime);
const arrivals: number[] = [];

function mostInSecond(): number {
  let [most, first] = [0, 0];
  for (const [index, at] of arrivals.entries()) {
    while (at - arrivals[first]! >= 1_000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

const server = createServer((request, response) => {
  arrivals.push(performance.now());
  const batch = batches.get(/batch_\d+/.exec(request.url!)![0])!;
  const body = Buffer.from(JSON.stringify(batch(Date.now())));
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': body.byteLength,
  });
  response.end(body);
});
const { url } = await listenOnLoopback(server);
process.send!(url);
const [startAt] = (await once(process, 'message')) as [number];
batches = shortBatches(startAt);
process.send!('begun');
await once(process, 'message');
process.send!({ requests: arrivals.length, mostInSecond: mostInSecond() } satisfies Arrivals);
