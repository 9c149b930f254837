import { createServer } from 'node:net';
import { listenOnLoopback } from '@batch-status/loopback';
import { findRedis, startRedis, type RedisServer } from '@batch-status/loopback/redis';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { checkRedis, redisStore, RedisSetupError } from '../../src/redis.ts';

const connectionTo = (port: number): Redis => {
  const connection = new Redis(port, { enableReadyCheck: false });
  onTestFinished(() => connection.disconnect());
  return connection;
};

test('a Redis that is too old is rejected in one sentence', async () => {
  const info = 'redis_version:6.0.16\r\nrole:master\r\n';
  await using old = await listenOnLoopback(
    createServer((socket) => {
      socket.on('data', (data) => {
        const commands = data.toString().match(/\*\d+\r\n/g) ?? [];
        socket.write(`$${info.length}\r\n${info}\r\n`.repeat(commands.length));
      });
    }),
  );
  await expect(checkRedis(connectionTo(old.port))).rejects.toThrow(
    `The Redis at localhost:${old.port} has version 6.0.16; use 6.2 or later.`,
  );
});

describe.skipIf(!findRedis())('in Redis', () => {
  let server: RedisServer;
  let connection: Redis;

  beforeAll(async () => {
    server = await startRedis();
  });

  afterAll(() => server.stop());

  beforeEach(async () => {
    connection = connectionTo(server.port);
    await connection.flushall();
    await connection.config('SET', 'maxmemory-policy', 'noeviction');
  });

  test('a Redis with its defaults, and with batches, is accepted', async () => {
    await expect(checkRedis(connection)).resolves.toBeUndefined();
    await redisStore(connection).create({ batchId: 'b', total: 1 });
    await expect(checkRedis(connection)).resolves.toBeUndefined();
    await connection.del('batch-status:{b}');
    await expect(checkRedis(connection)).resolves.toBeUndefined();
  });

  test('a Redis that deletes keys when it is full is rejected', async () => {
    await connection.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const check = checkRedis(connection);
    await expect(check).rejects.toThrow(RedisSetupError);
    await expect(check).rejects.toThrow(
      /deletes keys when it is full \(allkeys-lru\); set its maxmemory-policy to noeviction\.$/,
    );
  });

  test('a replica is rejected, with the address of its primary', async () => {
    await using replica = await startRedis({
      args: ['--replicaof', '127.0.0.1', `${server.port}`],
    });
    await expect(checkRedis(connectionTo(replica.port))).rejects.toThrow(
      `is a replica, which takes no writes; use its primary at 127.0.0.1:${server.port}.`,
    );
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a batch', () => connection.hset('batch-status:{b}', 'format', '2')],
    ['a batch of another type', () => connection.set('batch-status:{b}', 'text')],
  ])('a Redis with %s in another format is rejected', async (_name, write) => {
    await connection.zadd('batch-status:batches', '1', 'b');
    await write();
    await expect(checkRedis(connection)).rejects.toThrow('has keys of batches in another format;');
  });

  test('a Redis with a list of batches in another format is rejected', async () => {
    await connection.set('batch-status:batches', 'text');
    await expect(checkRedis(connection)).rejects.toThrow('has keys of batches in another format;');
  });
});
