import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { batchOf } from '@batch-status/loopback/batches';
import { findRedis, startRedis } from '@batch-status/loopback/redis';
import { expect, onTestFinished, test } from 'vitest';
import type { BoardEvent } from '../../src/wire/board.ts';
import { start } from '../command/start-command.ts';
import { EventReader, openStream } from '../stream/event-reader.ts';

test.skipIf(!findRedis())('dashboards with --redis send the requests of one', async () => {
  await using redis = await startRedis();
  let completed = 0;
  await using service = await listenOnLoopback(
    createServer((_, response) => {
      completed += 1;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(batchOf({ active: 1, completed, total: 1000 })));
    }),
  );
  const env = {
    ...{ TRILLET_API_KEY: 'key-1', TRILLET_WORKSPACE_ID: 'ws-1' },
    ...{ TRILLET_BASE_URL: service.url, REDIS_URL: redis.url },
  };
  const readers: EventReader[] = [];
  for (let nth = 0; nth < 2; nth += 1) {
    const command = start(['b', '--redis', '--requests', '1/s'], env);
    const stream = await openStream(Number(new URL(await command.link()).port));
    onTestFinished(() => void stream.destroy());
    readers.push(new EventReader(stream));
  }
  const shown = ({ batches }: BoardEvent): number[] =>
    batches.flatMap(({ last }) => ('batch' in last ? [last.batch.completed] : []));
  await Promise.all(
    readers.map((reader) => reader.until((event) => shown(event).some((count) => count > 2))),
  );
  // Each response has another number, and goes to both.
  const [one, other] = readers.map(({ events }) => new Set(events.flatMap(shown)));
  expect([...one!].filter((count) => other!.has(count))).not.toEqual([]);
});
