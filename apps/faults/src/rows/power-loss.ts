import { startRedis } from '@batch-status/loopback/redis';
import { steadyTime } from '@batch-status/time';
import { Redis } from 'ioredis';
import { cutAppendOnlyFile } from '../stage/cut-file.ts';
import { runRow } from '../stage/run-row.ts';

const early = { batchId: 'early', total: 300 };
const late = { batchId: 'late', total: 300 };

await runRow(async (stage) => {
  await using redis = await startRedis({ args: ['--appendonly', 'yes'] });
  const addresses = { store: redis.port, queue: redis.port };
  await stage.create(addresses, early);
  const port = await stage.server(redis.port);
  const reader = stage.reader(port, 'early');
  for (let worker = 0; worker < 2; worker++) {
    stage.worker(addresses, { concurrency: 2, maxStalledCount: 20 });
  }
  await stage.ended(60, reader);
  await stage.create(addresses, late);
  stage.reader(port, 'late');
  await redis.kill();
  // What the server had in memory would be older than the loss.
  await reader.until(({ status }) => status === 503);
  cutAppendOnlyFile(redis.folder);
  await redis.restart();
  const lossAt = steadyTime();
  const lostJobs = late.total - (await keysIn(redis.port, 'bull:calls:late-*'));
  if (lostJobs === 0) throw new Error('No job was lost.');
  await reader.until(({ status }) => status === 200);
  for (const batch of [early, late]) await stage.create(addresses, batch);
  await stage.judge({ failures: [503, 404], lossAt, mayRepeat: true });
  return { lostJobs };
});

async function keysIn(port: number, pattern: string): Promise<number> {
  const connection = new Redis(port);
  const names = await connection.keys(pattern);
  connection.disconnect();
  return names.filter((name) => !name.endsWith(':lock')).length;
}
