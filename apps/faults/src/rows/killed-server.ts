import { startRedis } from '@batch-status/loopback/redis';
import { runRow } from '../stage/run-row.ts';
import type { KillPoint } from '../witness/kill-points.ts';

const total = 400;
const whileReading: KillPoint[] = [{ place: 'during a response', subject: '3', times: 6 }];
const whileCreating: KillPoint[] = ['before the first', '0', '200'].map((subject) => ({
  ...{ place: 'while jobs are added', subject, times: 1 },
}));

await runRow(async (stage) => {
  await using redis = await startRedis();
  const addresses = { store: redis.port, queue: redis.port };
  const reader = stage.reader(await stage.server(redis.port, { killAt: whileReading }));
  const [first, second] = [0, 1].map(() => stage.worker(addresses, { concurrency: 2 }));
  for (const { place } of whileCreating) {
    const { signal } = await stage.creator(addresses, { total, killAt: whileCreating }).ended;
    if (signal !== 'SIGKILL') throw new Error(`\`create\` was not killed ${place}.`);
  }
  await stage.create(addresses, { total });
  await stage.ended(150, reader);
  const endings = await stage.terminateAll();
  for (const { code, signal } of endings) {
    if (code !== 0) throw new Error(`After SIGTERM, a process ended with ${code ?? signal}.`);
  }
  for (const { deaths } of [first!, second!]) {
    if (deaths > 0) throw new Error('A worker was killed, which this row does not do.');
  }
  // A `create` that is run once more changes nothing.
  await stage.create(addresses, { total });
  await stage.judge({ failures: [0, 404] });
  const expected = whileReading[0]!.times + whileCreating.length;
  if (stage.kills() !== expected) throw new Error(`${stage.kills()} of ${expected} were killed.`);
  return { kills: stage.kills(), terminated: endings.length };
});
