import { startRedis } from '@batch-status/loopback/redis';
import { runRow } from '../stage/run-row.ts';
import type { KillPoint } from '../witness/kill-points.ts';

const points: KillPoint[] = [
  { place: 'before the dial is recorded', subject: 'batch/call-10', times: 1 },
  { place: 'during the call', subject: 'batch/call-20', times: 1 },
  { place: 'before the end is recorded', subject: 'batch/call-30', times: 1 },
  { place: 'after the end is recorded', subject: 'batch/call-40', times: 1 },
  { place: 'after BullMQ has the end', subject: 'batch/call-50', times: 1 },
  // The first of two attempts.
  { place: 'after the end is recorded', subject: 'batch/call-54', times: 1 },
  // A call that fails.
  { place: 'after the end is recorded', subject: 'batch/call-59', times: 1 },
  // BullMQ then fails the job by itself.
  { place: 'during the call', subject: 'batch/call-70', times: 2 },
];

await runRow(async (stage) => {
  await using redis = await startRedis();
  const addresses = { store: redis.port, queue: redis.port };
  await stage.create(addresses);
  stage.reader(await stage.server(redis.port));
  for (let worker = 0; worker < 3; worker++) stage.worker(addresses, { killAt: points });
  await stage.judge({ failures: [] });
  const expected = points.reduce((sum, { times }) => sum + times, 0);
  if (stage.kills() !== expected) throw new Error(`${stage.kills()} of ${expected} were killed.`);
  return { kills: stage.kills() };
});
