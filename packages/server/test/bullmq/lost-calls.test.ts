import { findRedis } from '@batch-status/loopback/redis';
import { VirtualClock } from '@batch-status/simulation';
import { Worker } from 'bullmq';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tracked } from '../../src/bullmq.ts';
import { LostCalls } from '../../src/bullmq/lost-calls.ts';
import { trackedBy } from '../../src/bullmq/tracked.ts';
import { UnknownBatchError, type BatchStore } from '../../src/index.ts';
import { redisStore } from '../../src/redis.ts';
import type { SqliteStore } from '../../src/sqlite.ts';
import { startDeliveries } from './deliveries.ts';
import { dialing, statusIn, storeOf, turn } from './processors.ts';

describe.skipIf(!findRedis())('calls that BullMQ has failed by itself', () => {
  const deliveries = startDeliveries();

  test('are recorded once, by one of the workers', async () => {
    for (const removeOnFail of [false, true]) {
      const calls = deliveries();
      const store = await storeOf({ total: 2 });
      const { processor } = dialing(() => new Promise(() => {}));
      const run = tracked(store, processor);
      await calls.add('a', { removeOnFail });
      for (let deaths = 0; deaths < 2; deaths++) {
        const job = await calls.next();
        void run(job, job.token);
        await calls.die(job);
      }
      // A real worker fails the job without running its processor.
      const { dialed, processor: never } = dialing();
      const worker = new Worker(calls.queue.name, never, { connection: calls.connection });
      onTestFinished(() => worker.close());
      await new Promise((resolve) => worker.once('failed', resolve));
      expect(dialed).toEqual([]);
      expect(statusIn(store)).toMatchObject({ active: 1, failed: 0 });
      const finders = [1, 2, 3].map(() => new LostCalls(store, new VirtualClock(), () => {}));
      const { revision } = store.read('b')!;
      await Promise.all(finders.map((finder) => finder.find(calls.queue)));
      expect(store.read('b')).toMatchObject({ revision: revision + 1, status: { failed: 1 } });
      expect(statusIn(store).recent_calls).toMatchObject([
        {
          error: removeOnFail
            ? 'The job was removed from its queue.'
            : 'job stalled more than allowable limit',
        },
      ]);
    }
  });

  test('are recorded although the batch of another such call is gone', async () => {
    const { connection, queue } = deliveries();
    const store = redisStore(connection);
    const runner = `${queue.qualifiedName}:removed`;
    for (const batchId of ['gone', 'left']) {
      await store.create({ batchId, total: 1 });
      await store.transition(batchId, [{ kind: 'dial', at: 1, call: 'a', attempt: 1, runner }]);
    }
    await connection.del('batch-status:{gone}');
    const logged: unknown[] = [];
    const finder = new LostCalls(store, new VirtualClock(), (_message, cause) =>
      logged.push(cause),
    );
    await finder.find(queue);
    expect(await store.read('left')).toMatchObject({ status: { active: 0, failed: 1 } });
    expect(logged).toEqual([expect.any(UnknownBatchError)]);
  });

  test('are looked for once in each duration of a lock, from the start', async () => {
    const calls = deliveries();
    const clock = new VirtualClock();
    const looked: number[] = [];
    const store = await storeOf();
    const counting: BatchStore = {
      ...{ create: async () => true, transition: async () => [], close: async () => {} },
      read: () => undefined,
      async *activeCalls() {
        looked.push(clock.now());
        yield* store.activeCalls();
      },
    };
    const start = clock.now();
    const run = trackedBy(clock, counting, async () => {}, { queue: calls.queue });
    await clock.advance(60_000);
    expect(looked).toEqual([start, start + 30_000, start + 60_000]);
    // That of the worker, once it has a job.
    looked.length = 0;
    calls.worker.opts.lockDuration = 5000;
    await calls.queue.add('call', {});
    const job = await calls.next();
    await run(job, job.token);
    await clock.advance(10_000);
    expect(looked).toEqual([60_000, 65_000, 70_000].map((after) => start + after));
    looked.length = 0;
    const other = deliveries();
    trackedBy(clock, counting, async () => {}, { queue: other.queue, lockDuration: 2000 });
    await clock.advance(4000);
    const since = (after: number): number => start + 70_000 + after;
    expect(looked).toEqual([0, 2000, 4000].map(since));
    await other.queue.close();
    await clock.advance(1000);
    looked.length = 0;
    const workerClosed = calls.worker.close();
    const closed = calls.queue.close();
    await clock.advance(90_000);
    await Promise.all([closed, workerClosed]);
    expect(looked).toEqual([]);
  });

  test('do not include calls that run, or those of other queues', async () => {
    const calls = deliveries();
    const store = await storeOf({ total: 3 });
    const { processor } = dialing(() => new Promise(() => {}));
    const run = tracked(store, processor);
    await calls.add('a');
    const job = await calls.next();
    void run(job, job.token);
    const at = 1;
    await store.transition('b', [
      { kind: 'dial', at, call: 'by hand', attempt: 1 },
      { kind: 'dial', at, call: 'elsewhere', attempt: 1, runner: 'bull:another:1' },
    ]);
    const before = await storeHasActive(store, 3);
    await new LostCalls(store, new VirtualClock(), () => {}).find(calls.queue);
    expect(store.read('b')).toBe(before);
  });

  /** Waits for turns of the event loop until this many calls are active. */
  async function storeHasActive(store: SqliteStore, count: number) {
    while (statusIn(store).active < count) await turn();
    return store.read('b')!;
  }
});
