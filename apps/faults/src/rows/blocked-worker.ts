import { startRedis } from '@batch-status/loopback/redis';
import { runRow } from '../stage/run-row.ts';

const blockedCalls = ['batch/call-20'];

await runRow(async (stage) => {
  await using redis = await startRedis();
  const addresses = { store: redis.port, queue: redis.port };
  await stage.create(addresses);
  stage.reader(await stage.server(redis.port));
  for (let worker = 0; worker < 2; worker++) {
    stage.worker(addresses, { blockedCalls, concurrency: 2 });
  }
  await stage.judge({ failures: [] });
  for (const name of blockedCalls) {
    const ends = stage.events('completed').filter(({ call }) => call === name);
    const processes = new Set(ends.map((event) => event.process));
    if (processes.size < 2) throw new Error(`${name} was run by ${processes.size} process.`);
  }
  return { blocked: blockedCalls.length };
});
