import { startRedis } from '@batch-status/loopback/redis';
import { Redis } from 'ioredis';
import { runRow } from '../stage/run-row.ts';

const total = 200;
const readsWhileFull = 60;

await runRow(async (stage) => {
  await using redis = await startRedis({ args: ['--maxmemory-policy', 'noeviction'] });
  const addresses = { store: redis.port, queue: redis.port };
  await stage.create(addresses, { total });
  const reader = stage.reader(await stage.server(redis.port));
  for (let worker = 0; worker < 2; worker++) {
    stage.worker(addresses, { concurrency: 2, maxStalledCount: 20 });
  }
  const connection = new Redis(redis.port);
  for (const count of [40, 120]) {
    await stage.ended(count, reader);
    await connection.config('SET', 'maxmemory', '1');
    const before = stage.events('acknowledged').length;
    for (let read = 0; read < readsWhileFull; read++) await reader.until(() => true);
    const after = stage.events('acknowledged').length;
    // A script that had begun may still have ended.
    if (after - before > 4) throw new Error('Calls went on while Redis was full.');
    await connection.config('SET', 'maxmemory', '0');
  }
  connection.disconnect();
  await stage.judge({ failures: [] });
  return { full: 2 };
});
