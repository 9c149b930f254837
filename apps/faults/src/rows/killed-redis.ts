import { startRedis } from '@batch-status/loopback/redis';
import { runRow } from '../stage/run-row.ts';

const total = 500;
const kills = 10;

await runRow(async (stage) => {
  await using redis = await startRedis({ args: ['--appendonly', 'yes'] });
  const addresses = { store: redis.port, queue: redis.port };
  await stage.create(addresses, { total });
  const reader = stage.reader(await stage.server(redis.port));
  for (let worker = 0; worker < 2; worker++) {
    stage.worker(addresses, { concurrency: 4, maxStalledCount: 20 });
  }
  for (let kill = 1; kill <= kills; kill++) {
    await stage.ended(kill * 40, reader);
    await redis.kill();
    await reader.until(({ status }) => status === 503);
    await redis.restart();
  }
  await stage.judge({ failures: [503] });
  return { kills };
});
