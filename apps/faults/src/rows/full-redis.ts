import { startRedis } from '@batch-status/loopback/redis';
import { Redis } from 'ioredis';
import { runRow } from '../stage/run-row.ts';

const total = 200;
const readsWhileFull = 60;

await runRow(async (stage) => {
  await using redis = await startRedis();
  await using redisOfQueue = await startRedis();
  const addresses = { store: redis.port, queue: redisOfQueue.port };
  await stage.create(addresses, { total });
  const reader = stage.reader(await stage.server(addresses.store));
  for (let worker = 0; worker < 2; worker++) {
    stage.worker(addresses, { concurrency: 2, maxStalledCount: 20 });
  }
  const connections = [redis, redisOfQueue].map(({ port }) => new Redis(port));
  // First the store alone, then both.
  for (const full of [connections.slice(0, 1), connections]) {
    await stage.ended(full.length * 50, reader);
    await limit(full, '1');
    const before = stage.events('acknowledged').length;
    for (let read = 0; read < readsWhileFull; read++) await reader.until(() => true);
    const after = stage.events('acknowledged').length;
    // A script that had begun may still have ended.
    if (after - before > 4) throw new Error('Calls went on while Redis was full.');
    await limit(full, '0');
  }
  for (const connection of connections) connection.disconnect();
  await stage.judge({ failures: [] });
  return { full: 2 };
});

async function limit(connections: readonly Redis[], maxmemory: string): Promise<void> {
  await Promise.all(connections.map((one) => one.config('SET', 'maxmemory', maxmemory)));
}
