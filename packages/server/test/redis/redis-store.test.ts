import { findRedis, startRedis, type RedisServer } from '@batch-status/loopback/redis';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe } from 'vitest';
import { redisStore } from '../../src/redis.ts';
import { describeStore } from '../store/describe-store.ts';

describe.skipIf(!findRedis())('in Redis', () => {
  let server: RedisServer;
  let connection: Redis;

  beforeAll(async () => {
    server = await startRedis();
    connection = new Redis(server.port);
  });

  afterAll(async () => {
    connection.disconnect();
    await server.stop();
  });

  describeStore('one node of Redis', () => redisStore(connection), { runs: 30 });
});
