import { createReferenceServer } from '@batch-status/reference-server';
import { findRedis, startRedis } from '@batch-status/loopback/redis';
import { expect, test, vi } from 'vitest';
import { runProgram } from '../run-program.ts';

test.skipIf(!findRedis())('many-processes/follow prints what the guide says', async () => {
  await using redis = await startRedis();
  const server = createReferenceServer();
  const { url } = await server.listen();
  vi.stubEnv('REDIS_URL', redis.url);
  const load = (): Promise<unknown> => import('../../many-processes/follow.mts');
  expect(await runProgram(load, url, 'complete')).toEqual(['complete: 140 calls completed']);
  await server.close();
});
