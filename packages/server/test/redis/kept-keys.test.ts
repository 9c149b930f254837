import { findRedis, startRedis, type RedisServer } from '@batch-status/loopback/redis';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transition } from '../../src/index.ts';
import { redisStore } from '../../src/redis.ts';

const day = 86_400_000;

const dial = (call: string, attempt = 1): Transition => ({ kind: 'dial', at: 1, call, attempt });
const end = (call: string, attempt = 1, again = false): Transition => ({
  ...{ kind: 'end', at: 2, call, attempt, duration: 1, failure: again ? 'busy' : null, again },
});

describe.skipIf(!findRedis())('the keys in Redis', () => {
  let server: RedisServer;
  let connection: Redis;

  beforeAll(async () => {
    server = await startRedis();
    connection = new Redis(server.port);
  });

  beforeEach(() => connection.flushall());

  afterAll(async () => {
    connection.disconnect();
    await server.stop();
  });

  test('a call is in one of two hashes, and takes one field with a short value', async () => {
    const store = redisStore(connection);
    await store.create({ batchId: 'b', total: 5 });
    const active = (): Promise<object> => connection.hgetall('batch-status:{b}:active');
    const others = (): Promise<object> => connection.hgetall('batch-status:{b}:calls');
    await store.transition('b', [{ ...dial('a'), runner: 'bull:q:1' } as Transition, dial('b')]);
    expect([await active(), await others()]).toEqual([{ a: '1 1 bull:q:1', b: '1 1 ' }, {}]);
    await store.transition('b', [
      ...[end('a'), end('b', 1, true)],
      ...[dial('c'), { kind: 'return', at: 2, call: 'c', attempt: 1, delivery: 3 } as const],
    ]);
    expect([await active(), await others()]).toEqual([{}, { a: 'c1', b: 'w1', c: 'r1.3' }]);
    await store.transition('b', [dial('b', 2), { kind: 'leave', at: 3, call: 'd' }]);
    expect([await active(), await others()]).toEqual([
      { b: '2 1 ' },
      { a: 'c1', c: 'r1.3', d: 'l0' },
    ]);
  });

  test('a name that is not valid Unicode is one call', async () => {
    const store = redisStore(connection);
    await store.create({ batchId: 'b', total: 2 });
    await store.transition('b', [dial('\u{d800}'), dial('a"\\\u{0}\u{1f600}')]);
    expect(await store.transition('b', [dial('\u{d800}')])).toEqual(['current']);
    expect(await connection.hkeys('batch-status:{b}:active')).toEqual([
      '\u{fffd}',
      'a"\\\u{0}\u{1f600}',
    ]);
  });

  test('after the end, the row of a batch is left until the retention is over', async () => {
    const store = redisStore(connection, { retention: day });
    await store.create({ batchId: 'b', total: 2 });
    await store.transition('b', [dial('a'), dial('b'), end('a')]);
    expect((await connection.keys('*')).toSorted()).toEqual([
      ...['batch-status:batches', 'batch-status:{b}', 'batch-status:{b}:active'],
      'batch-status:{b}:calls',
    ]);
    expect(await connection.pttl('batch-status:{b}')).toBe(-1);
    await store.transition('b', [end('b')]);
    // Connections answer in order, so the list has been cleaned.
    expect(await connection.keys('*')).toEqual(['batch-status:{b}']);
    const left = await connection.pttl('batch-status:{b}');
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(day);
    expect(await store.read('b')).toMatchObject({ status: { isComplete: true } });
  });

  test('a batch without calls expires too, and none does if the retention is infinite', async () => {
    await redisStore(connection, { retention: day }).create({ batchId: 'empty', total: 0 });
    expect(await connection.pttl('batch-status:{empty}')).toBeGreaterThan(0);
    const store = redisStore(connection, { retention: Infinity });
    await store.create({ batchId: 'kept', total: 0 });
    await store.create({ batchId: 'kept later', total: 1 });
    await store.transition('kept later', [dial('a'), end('a')]);
    expect(await connection.pttl('batch-status:{kept}')).toBe(-1);
    expect(await connection.pttl('batch-status:{kept later}')).toBe(-1);
    expect(() => redisStore(connection, { retention: 0 })).toThrow('`retention` must be');
  });

  test('a batch that has expired is not found, and can be created again', async () => {
    const store = redisStore(connection);
    await store.create({ batchId: 'b', total: 0 });
    await connection.del('batch-status:{b}');
    const other = redisStore(connection);
    expect(await other.read('b')).toBeUndefined();
    await expect(store.transition('b', [dial('a')])).rejects.toThrow('There is no batch');
    expect(await store.create({ batchId: 'b', total: 1 })).toBe(true);
    expect(await store.read('b')).toMatchObject({ status: { total: 1 } });
  });

  test('keys in another format are rejected in one sentence', async () => {
    const store = redisStore(connection);
    await connection.hset('batch-status:{new}', { format: '2', rev: '1' });
    await connection.set('batch-status:{old}', 'text');
    for (const batchId of ['new', 'old']) {
      const message = 'Redis has keys of this store in another format; use another database,';
      await expect(store.read(batchId)).rejects.toThrow(message);
      await expect(store.transition(batchId, [dial('a')])).rejects.toThrow(message);
    }
  });

  test('a list with batches that have ended, or were never created, is cleaned', async () => {
    const store = redisStore(connection);
    await store.create({ batchId: 'b', total: 1 });
    await store.transition('b', [dial('a')]);
    const [seconds] = await connection.time();
    await connection.zadd(
      'batch-status:batches',
      `${seconds}000`,
      'just listed',
      '1',
      'never created',
    );
    await store.create({ batchId: 'ended', total: 0 });
    await connection.zadd('batch-status:batches', '1', 'ended');
    const found = [];
    for await (const { batchId } of store.activeCalls()) found.push(batchId);
    expect(found).toEqual(['b']);
    const listed = await connection.zrange('batch-status:batches', '0', '-1');
    expect(listed.toSorted()).toEqual(['b', 'just listed']);
  });

  test('after a restart of Redis, which forgets scripts, everything works on', async () => {
    const store = redisStore(connection);
    await store.create({ batchId: 'b', total: 1 });
    await connection.script('FLUSH');
    expect(await store.transition('b', [dial('a')])).toEqual(['applied']);
    await connection.script('FLUSH');
    expect(await store.create({ batchId: 'c', total: 1 })).toBe(true);
  });

  test('a group of thousands of transitions is applied at once', async () => {
    const store = redisStore(connection);
    const total = 5000;
    const names = Array.from({ length: total }, (_, index) => `${index}`);
    await store.create({ batchId: 'b', total });
    const [first, ...others] = names;
    const groups = [
      names.map((name) => dial(name)),
      others.map((name) => end(name)),
      [end(first!)],
    ];
    for (const group of groups) {
      expect(new Set(await store.transition('b', group))).toEqual(new Set(['applied']));
    }
    expect(await store.read('b')).toMatchObject({ status: { completed: total, isComplete: true } });
  });
});
