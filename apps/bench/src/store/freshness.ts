import { setTimeout as sleep } from 'node:timers/promises';
import { redisStore } from '@batch-status/server/redis';
import { createRandom } from '@batch-status/simulation';
import type { Redis } from 'ioredis';
import { startServer } from '../loopback/start-server.ts';
import { credentials, statusUrl } from '../loopback/status-request.ts';
import type { Grid } from '../reports/table.ts';
import { median, nearestRank } from '../rounds/statistics.ts';

const batches = 10;
const changes = 50;
/** Between two requests for a batch, in milliseconds. */
const pause = 5;
/** Changes come at any time between two reads of the server, in milliseconds. */
const longestPause = 300;

/** How long responses of one process do not show what another one has changed. */
export async function benchFreshness(port: number, connection: Redis): Promise<Grid> {
  using server = await startServer('store-server.ts', '--redis', String(port));
  const store = redisStore(connection);
  const random = createRandom(1);
  const times: number[] = [];

  async function follow(batchId: string): Promise<void> {
    const url = statusUrl(server.url, batchId);
    await store.create({ batchId, total: changes });
    for (let active = 1; active <= changes; active++) {
      const changeAt = performance.now() + random() * longestPause;
      // The server reads the batch in these times too.
      while (performance.now() < changeAt) await request(url);
      const changedAt = performance.now();
      const call = `${active}`;
      const changed = store.transition(batchId, [
        { kind: 'dial', at: Date.now(), call, attempt: 1 },
      ]);
      while ((await request(url)) < active);
      times.push(performance.now() - changedAt);
      await changed;
    }
  }

  await Promise.all(Array.from({ length: batches }, (_, index) => follow(`batch_${index}`)));
  return {
    name: 'store-freshness',
    title: 'A change by another process',
    note: `Milliseconds from the request for a change in Redis until a response of another process shows it. ${batches * changes} changes at random times, with a request for each batch every ${pause} ms.`,
    columns: [
      { name: 'median', format: 'whole' },
      { name: '99 %', format: 'whole' },
      { name: 'longest', format: 'whole' },
    ],
    figures: [
      {
        name: 'a change',
        values: [median(times), nearestRank(times, 0.99), Math.max(...times)],
      },
    ],
  };
}

/** The number of active calls in the response. */
async function request(url: string): Promise<number> {
  await sleep(pause);
  const response = await fetch(url, { headers: credentials });
  return ((await response.json()) as { active: number }).active;
}
