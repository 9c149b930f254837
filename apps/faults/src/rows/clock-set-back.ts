import { startRedis } from '@batch-status/loopback/redis';
import { runRow } from '../stage/run-row.ts';

await runRow(async (stage) => {
  await using redis = await startRedis();
  const addresses = { store: redis.port, queue: redis.port };
  await stage.create(addresses);
  stage.reader(await stage.server(redis.port));
  stage.worker(addresses, { setBackAt: 10 });
  // Its first call may be the first of the batch.
  stage.worker(addresses, { setBackAt: 1 });
  stage.worker(addresses);
  await stage.judge({ failures: [] });
  return { setBack: 2 };
});
