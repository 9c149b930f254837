import { createServer } from 'node:net';
import { listenOnLoopback } from '@batch-status/loopback';
import { findRedis, startRedis } from '@batch-status/loopback/redis';
import { VirtualClock } from '@batch-status/simulation';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { StoreUnavailableError } from '../../src/index.ts';
import { RedisBatchStore } from '../../src/redis/redis-store.ts';
import { redisStore } from '../../src/redis.ts';

test('a read of a Redis that does not respond fails after a second and a half', async () => {
  await using server = await listenOnLoopback(createServer());
  const connection = new Redis(server.port, '127.0.0.1');
  onTestFinished(() => connection.disconnect());
  const clock = new VirtualClock();
  const store = new RedisBatchStore(connection, Infinity, clock);
  const reading = Promise.resolve(store.read('b')).catch((error: unknown) => error);
  await clock.advance(1499);
  expect(clock.sleeping).toBe(1);
  await clock.advance(1);
  const error = await reading;
  expect(error).toBeInstanceOf(StoreUnavailableError);
  expect(error).toMatchObject({ message: 'Redis has not responded within 1500 ms.' });
});

describe.skipIf(!findRedis())('in Redis', () => {
  test('a Redis that is full fails a group as a whole, is read, and works on once it has room', async () => {
    await using server = await startRedis({ args: ['--maxmemory-policy', 'noeviction'] });
    const connection = new Redis(server.port);
    onTestFinished(() => connection.disconnect());
    const store = redisStore(connection);
    await store.create({ batchId: 'b', total: 2 });
    const group = ['a', 'b'].flatMap((call) => [
      { kind: 'dial', at: 1, call, attempt: 1 } as const,
      { kind: 'end', at: 2, call, attempt: 1, duration: 1, failure: null } as const,
    ]);
    await connection.config('SET', 'maxmemory', '1');
    await expect(store.transition('b', group)).rejects.toThrow(StoreUnavailableError);
    await expect(store.create({ batchId: 'c', total: 1 })).rejects.toThrow('Redis has failed: OOM');
    expect(await store.read('b')).toMatchObject({ revision: 0, status: { waiting: 2 } });
    await connection.config('SET', 'maxmemory', '0');
    expect(await store.transition('b', group)).toEqual(group.map(() => 'applied'));
    expect(await store.read('b')).toMatchObject({ status: { isComplete: true } });
  });
});
