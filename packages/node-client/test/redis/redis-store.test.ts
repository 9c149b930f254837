import { findRedis } from '@batch-status/loopback/redis';
import { systemClock, type Clock } from '@batch-status/client-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findingOf, following, OpenedStores, takeTurn } from './opened-stores.ts';

describe.skipIf(!findRedis())('the store of a shared monitor in Redis', () => {
  let opened: OpenedStores;
  beforeAll(async () => {
    opened = await OpenedStores.start();
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const ids = ['a', 'b', 'c', 'd', 'e'];

  test('grants the requests of one budget to all processes, and frees a place a second after its end', async () => {
    const { stores, prefix } = await opened.open(2, { maxRequestsPerSecond: 3 });
    const [one, other] = stores as [(typeof stores)[0], (typeof stores)[0]];
    await one.follow(following(ids));
    const { grants } = await takeTurn(one, 2);
    await opened.release(prefix);
    const more = await takeTurn(other);
    expect([grants.length, more.grants.length]).toEqual([2, 1]);
    await opened.release(prefix);
    expect((await takeTurn(one)).grants).toEqual([]);

    const slotOf = async (token: string): Promise<number> =>
      Number(await opened.redis.zscore(`${prefix}slots`, token));
    const [first] = grants;
    // If its process dies, the place is free a second after the deadline.
    expect(await slotOf(first!.token)).toBe(first!.at + 6_000);
    const { nextAt } = await one.finish(first!, findingOf(first!));
    expect(nextAt).toBe(await slotOf(first!.token));
    await opened.release(prefix);
    const turn = await takeTurn(other);
    expect(turn.grants).toEqual([]);
    expect(nextAt - turn.now).toBeLessThanOrEqual(1_001);
  });

  test('lets one process take all places, until it has enough to do', async () => {
    const { stores } = await opened.open(2);
    const [one, other] = stores as [(typeof stores)[0], (typeof stores)[0]];
    await one.follow(following(ids));
    expect((await takeTurn(one, 2)).grants).toHaveLength(2);
    expect(await takeTurn(other, 2)).toMatchObject({ isActive: true, grants: { length: 2 } });
    expect((await takeTurn(one, 10)).grants).toHaveLength(1);
    await one.follow(following(['f']));
    expect(await takeTurn(other)).toMatchObject({ isActive: false, grants: [] });
    expect((await takeTurn(one)).grants).toHaveLength(1);
  });

  test('counts what is found once, however often a batch is requested at the same time', async () => {
    const { stores, prefix } = await opened.open(2);
    const [one, other] = stores as [(typeof stores)[0], (typeof stores)[0]];
    await one.follow(following(['a']));
    await other.follow(following(['a']));
    const [grant] = (await takeTurn(one)).grants;
    const end = findingOf(grant!, { isComplete: true }, 'complete');
    expect((await one.finish(grant!, end)).version).toBeGreaterThan(0);
    expect((await one.finish(grant!, end)).version).toBeUndefined();
    const { reports } = await takeTurn(other);
    expect(reports).toMatchObject([{ batchId: 'a', end: 'complete' }]);
    expect((await takeTurn(other)).reports).toEqual([]);
    expect(await opened.redis.smembers(`${prefix}batches`)).toEqual([]);
  });

  test('polls a batch while a process follows it, and then forgets it with its job', async () => {
    const { stores, prefix } = await opened.open(2);
    const [one, other] = stores as [(typeof stores)[0], (typeof stores)[0]];
    await one.follow(following(['a', 'b']));
    await other.follow(following(['a']));
    const jobOfB = `${prefix}*:b-b`;
    expect(await opened.redis.keys(jobOfB)).toHaveLength(1);
    await one.unfollow(['a', 'b']);
    expect((await takeTurn(other)).grants.map(({ batchId }) => batchId)).toEqual(['a']);
    expect(await opened.redis.keys(jobOfB)).toEqual([]);
    await other.unfollow(['a']);
    expect(await opened.redis.keys(`${prefix}b*:*`)).toEqual([]);
    expect((await takeTurn(other)).size).toBe(0);
  });

  test('ends the interests of a process whose lease has expired', async () => {
    const { stores, prefix } = await opened.open(2);
    const [dead, alive] = stores as [(typeof stores)[0], (typeof stores)[0]];
    await dead.follow(following(['a', 'b']));
    await alive.follow(following(['b']));
    const [process] = await opened.redis.smembers(`${prefix}by:a`);
    const expires = Number(await opened.redis.zscore(`${prefix}leases`, process!));
    const { now } = await takeTurn(alive, 0);
    expect(expires - now).toBeLessThanOrEqual(30_000);
    // As if that time had passed.
    await opened.redis.zadd(`${prefix}leases`, now - 1, process!);
    const { grants } = await takeTurn(alive);
    expect(grants.map(({ batchId }) => batchId)).toEqual(['b']);
    expect(await opened.redis.smembers(`${prefix}batches`)).toEqual(['b']);
    expect((await takeTurn(dead, 0)).isForgotten).toBe(true);
  });

  test('gives the last report of a batch to a process that was disconnected when it came', async () => {
    const { stores, prefix } = await opened.open(2);
    const [one, late] = stores as [(typeof stores)[0], (typeof stores)[0]];
    await one.follow(following(['a']));
    await late.follow(following(['a']));
    const [grant] = (await takeTurn(one)).grants;
    await one.finish(grant!, findingOf(grant!, { isComplete: true }, 'complete'));
    // As if so many reports had come since that this one is no longer in the stream.
    await opened.redis.xtrim(`${prefix}news`, 'MAXLEN', 0);
    expect((await takeTurn(late)).hasMissed).toBe(true);
    const known = { batchId: 'a', version: 0, known: undefined };
    expect(await late.follow([known])).toMatchObject([{ batchId: 'a', end: 'complete' }]);
  });

  test('reports what others have found, although BullMQ cannot deliver a job', async () => {
    const { stores, prefix } = await opened.open(2);
    const [one, other] = stores as [(typeof stores)[0], (typeof stores)[0]];
    await one.follow(following(['a', 'b']));
    await other.follow(following(['a', 'b']));
    const [grant] = (await takeTurn(one, 1)).grants;
    await one.finish(grant!, findingOf(grant!, { isComplete: true }, 'complete'));
    await opened.release(prefix);
    // BullMQ expects a list.
    await opened.redis.set(`${prefix}polls:wait`, 'broken');
    const { grants, reports } = await takeTurn(other);
    expect(reports).toMatchObject([{ batchId: grant!.batchId, end: 'complete' }]);
    expect(grants).toEqual([]);
    // The place of the request that was not sent is free again.
    expect(await opened.redis.zrange(`${prefix}slots`, 0, '-1')).toEqual([grant!.token]);
    await opened.redis.del(`${prefix}polls:wait`);
  });

  test('leaves no timer behind when it is closed while a request is in progress', async () => {
    let sleeping = 0;
    const clock: Clock = {
      ...systemClock,
      sleep: (ms, signal) => {
        sleeping += 1;
        return systemClock.sleep(ms, signal).finally(() => (sleeping -= 1));
      },
    };
    const { stores } = await opened.open(1, { clock });
    const [store] = stores as [(typeof stores)[0]];
    await store.follow(following(['a']));
    expect((await takeTurn(store)).grants).toHaveLength(1);
    expect(sleeping).toBe(1);
    await store.close();
    expect(sleeping).toBe(0);
  });

  test('grants nothing for as long as a request may take, after Redis was restarted', async () => {
    const { stores, prefix } = await opened.open(1);
    const [store] = stores as [(typeof stores)[0]];
    await store.follow(following(['a']));
    // As if another run of Redis had written it.
    await opened.redis.hset(`${prefix}state`, 'run', 'another');
    const turn = await takeTurn(store);
    expect(turn.grants).toEqual([]);
    expect(turn.nextAt - turn.now).toBeLessThanOrEqual(6_000);
    expect(turn.nextAt - turn.now).toBeGreaterThan(5_000);
  });

  test('goes on when the clock of Redis is set back', async () => {
    const { stores, prefix } = await opened.open(1, { maxRequestsPerSecond: 1 });
    const [store] = stores as [(typeof stores)[0]];
    await store.follow(following(['a', 'b']));
    const { now } = await takeTurn(store, 0);
    const later = now + 3_600_000;
    // As if all this had been written an hour later.
    await opened.redis.hset(`${prefix}state`, { now: later, active: 'x', activeUntil: later });
    await opened.redis.zadd(`${prefix}slots`, later, 'token');
    for (const id of ['a', 'b']) await opened.redis.zadd(`${prefix}later`, later, id);
    const turn = await takeTurn(store);
    expect(turn.grants).toEqual([]);
    await opened.redis.hset(`${prefix}state`, 'hold', 0);
    expect((await takeTurn(store)).grants).toHaveLength(1);
  });

  test('requests first what is about to get too old, and then what has waited the greatest multiple of its pause', async () => {
    const { stores, prefix } = await opened.open(1, { maxStaleness: 100_000 });
    const [store] = stores as [(typeof stores)[0]];
    // How long ago each batch was polled, in seconds, and its pause.
    const polled = {
      stale: [90, 4_000],
      twice: [10, 5],
      often: [40, 8],
      seldom: [70, 1_000],
    } as const;
    await store.follow(following(Object.keys(polled)));
    const { now } = await takeTurn(store, 0);
    for (const [id, [ago, pause]] of Object.entries(polled)) {
      const queue = Math.round(2 * Math.log2(pause));
      const plan = { since: now - ago * 1_000, o: queue, u: queue };
      await opened.redis.hset(`${prefix}b:${id}`, plan);
      await opened.redis.zrem(`${prefix}due:0`, id);
      await opened.redis.zadd(`${prefix}later`, now, id);
    }
    const order: string[] = [];
    for (const _ of Object.keys(polled)) {
      const { grants } = await takeTurn(store, 1);
      order.push(grants[0]!.batchId);
      await opened.release(prefix);
    }
    expect(order).toEqual(['stale', 'often', 'twice', 'seldom']);
  });
});
