import { findRedis, startRedis } from '@batch-status/loopback/redis';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { start } from '../command/start-command.ts';

test.skipIf(!findRedis())('a worker whose Redis is lost ends after the grace period', async () => {
  await using lost = await startRedis();
  const named = ['--store', lost.url];
  expect(await start(['create', 'b', '--calls', '3', ...named]).exitCode).toBe(0);
  const worker = start(['work', '--call-duration', '1000', '--grace', '0', ...named]);
  const own = new Redis(lost.port, { maxRetriesPerRequest: null });
  while ((await own.hlen('batch-status:{b}:active')) < 3);
  own.disconnect();
  await lost.kill();
  worker.stop();
  expect(await worker.exitCode).toBe(0);
  expect(worker.err()).toContain('Redis does not respond, so active calls go back to the queue');
});
