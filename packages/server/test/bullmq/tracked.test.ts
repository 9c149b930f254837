import { findRedis } from '@batch-status/loopback/redis';
import { VirtualClock } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';
import { DelayedError, UnrecoverableError, Worker, type Job, type Processor } from 'bullmq';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tracked, type TrackedOptions } from '../../src/bullmq.ts';
import { trackedBy } from '../../src/bullmq/tracked.ts';
import { StoreUnavailableError, type BatchStore } from '../../src/index.ts';
import { redisStore } from '../../src/redis.ts';
import { startDeliveries } from './deliveries.ts';
import { busy, dialing, fail, statusIn, storeOf, turn } from './processors.ts';

describe.skipIf(!findRedis())('a tracked processor', () => {
  const deliveries = startDeliveries();

  test('records the dial before a call, and the end before BullMQ learns of it', async () => {
    const calls = deliveries();
    const store = await storeOf({ total: 2 });
    const during: BatchStatus[] = [];
    const { processor } = dialing(() => during.push(statusIn(store)));
    await calls.add('a');
    const job = await calls.next();
    await tracked(store, processor)(job, job.token);
    expect(during).toMatchObject([{ active: 1, waiting: 1, completed: 0 }]);
    expect(await job.getState()).toBe('active');
    expect(statusIn(store)).toMatchObject({ active: 0, completed: 1 });
    expect(statusIn(store).recent_calls).toMatchObject([{ jobId: 'a', status: 'completed' }]);
  });

  test('runs a batch to its end with workers, in Redis', async () => {
    const calls = deliveries();
    const store = redisStore(calls.connection);
    const total = 30;
    await store.create({ batchId: calls.queue.name, total });
    const witnessed = new Set<string>();
    const processor: Processor<{ call: string }> = async ({ data: { call }, attemptsMade }) => {
      witnessed.add(call);
      if (call.endsWith('7') || (call.endsWith('3') && attemptsMade === 0)) throw busy;
    };
    const options = { connection: calls.connection, concurrency: 5 };
    const workers = [1, 2].map(
      () => new Worker(calls.queue.name, tracked(store, processor), options),
    );
    onTestFinished(() => Promise.all(workers.map((worker) => worker.close())) as never);
    const ended = new Promise<void>((resolve) => {
      const isComplete = async (): Promise<boolean> =>
        (await store.read(calls.queue.name))!.status.isComplete;
      const count = (): void => {
        void isComplete().then((complete) => complete && resolve());
      };
      for (const worker of workers) worker.on('completed', count).on('failed', count);
    });
    for (let call = 0; call < total; call++) {
      await calls.add(`call ${call}`, { attempts: 2 }, calls.queue.name);
    }
    await ended;
    const { status } = (await store.read(calls.queue.name))!;
    expect(status).toMatchObject({ waiting: 0, active: 0, completed: 27, failed: 3, total });
    expect(witnessed.size).toBe(total);
  });

  test.each<
    ['before its dial was recorded' | 'during its call' | 'after its end was recorded', number]
  >([
    ['before its dial was recorded', 1],
    ['during its call', 2],
    ['after its end was recorded', 1],
  ])('counts a call once whose worker died %s', async (when, dials) => {
    const calls = deliveries();
    const store = await storeOf();
    const deaths = when === 'during its call' ? 1 : 0;
    const { dialed, processor } = dialing(() =>
      dialed.length <= deaths ? new Promise(() => {}) : 'done',
    );
    const run = tracked(store, processor);
    await calls.add('a');
    const first = await calls.next();
    if (when === 'after its end was recorded') await run(first, first.token);
    if (when === 'during its call') void run(first, first.token);
    await calls.die(first);
    const second = await calls.next();
    expect(second.id).toBe(first.id);
    await run(second, second.token);
    await calls.finish(second);
    expect(dialed).toHaveLength(dials);
    expect(statusIn(store)).toMatchObject({ completed: 1, active: 0, isComplete: true });
    expect(await second.getState()).toBe('completed');
  });

  test('counts a call once if two deliveries run it', async () => {
    const calls = deliveries();
    const store = await storeOf();
    let endFirst = (): void => {};
    const { dialed, processor } = dialing(() =>
      dialed.length > 1 ? 'done' : new Promise<void>((resolve) => (endFirst = resolve)),
    );
    const run = tracked(store, processor);
    await calls.add('a');
    const first = await calls.next();
    const running = run(first, first.token);
    await calls.die(first);
    const second = await calls.next();
    await run(second, second.token);
    await calls.finish(second);
    const { revision } = store.read('b')!;
    endFirst();
    await running;
    expect(store.read('b')).toMatchObject({ revision, status: { completed: 1, isComplete: true } });
  });

  test('counts a call that completed after another delivery of the same attempt had failed', async () => {
    const calls = deliveries();
    const store = await storeOf();
    let failFirst = (): void => {};
    let endSecond = (): void => {};
    const { dialed, processor } = dialing(() =>
      dialed.length > 1
        ? new Promise<void>((resolve) => (endSecond = resolve))
        : new Promise((_, reject) => (failFirst = () => reject(busy))),
    );
    const run = tracked(store, processor);
    await calls.add('a', { attempts: 3 });
    const first = await calls.next();
    const running = run(first, first.token);
    await calls.die(first);
    const second = await calls.next();
    const secondRun = run(second, second.token);
    while (dialed.length < 2) await turn();
    failFirst();
    await expect(running).rejects.toBe(busy);
    expect(statusIn(store)).toMatchObject({ waiting: 1, active: 0 });
    endSecond();
    await secondRun;
    await calls.finish(second);
    expect(statusIn(store)).toMatchObject({ completed: 1, failed: 0, isComplete: true });
  });

  test('a call that BullMQ retries waits, and counts as failed only in the end', async () => {
    const calls = deliveries();
    const store = await storeOf();
    const { dialed, processor } = dialing(fail);
    const run = tracked(store, processor);
    await calls.add('a', { attempts: 2 });
    for (const expected of [
      { waiting: 1, failed: 0, isComplete: false },
      { waiting: 0, failed: 1 },
    ]) {
      const job = await calls.next();
      await expect(run(job, job.token)).rejects.toBe(busy);
      expect(statusIn(store)).toMatchObject({ active: 0, ...expected });
      await calls.finish(job, busy);
    }
    expect(dialed).toHaveLength(2);
    expect(statusIn(store)).toMatchObject({ isComplete: true });
  });

  test('an error that BullMQ does not retry ends the call at once', async () => {
    const calls = deliveries();
    const store = await storeOf();
    const { processor } = dialing(() => {
      throw new UnrecoverableError('no such number');
    });
    await calls.add('a', { attempts: 5 });
    const job = await calls.next();
    await expect(tracked(store, processor)(job, job.token)).rejects.toThrow('no such number');
    expect(statusIn(store)).toMatchObject({ failed: 1, isComplete: true });
    expect(statusIn(store).recent_calls).toMatchObject([{ error: 'no such number' }]);
  });

  test('a call is dialed again if its worker died between its failure and BullMQ', async () => {
    const calls = deliveries();
    const store = await storeOf();
    const { dialed, processor } = dialing(() => dialed.length < 3 && fail());
    const run = tracked(store, processor);
    await calls.add('a', { attempts: 3 });
    const first = await calls.next();
    await expect(run(first, first.token)).rejects.toBe(busy);
    await calls.die(first);
    // BullMQ has not counted the first attempt.
    const second = await calls.next();
    expect(second.attemptsMade).toBe(0);
    await expect(run(second, second.token)).rejects.toBe(busy);
    await calls.finish(second, busy);
    const third = await calls.next();
    await run(third, third.token);
    expect(dialed).toHaveLength(3);
    expect(statusIn(store)).toMatchObject({ completed: 1, failed: 0, isComplete: true });
  });

  test('a call that failed is not dialed again if its worker died before BullMQ learned of it', async () => {
    const calls = deliveries();
    const store = await storeOf({ total: 2 });
    const { dialed, processor } = dialing(fail);
    const run = tracked(store, processor);
    await calls.add('a');
    const first = await calls.next();
    await expect(run(first, first.token)).rejects.toBe(busy);
    await calls.die(first);
    const second = await calls.next();
    await run(second, second.token);
    expect(dialed).toHaveLength(1);
    expect(statusIn(store)).toMatchObject({ failed: 1, waiting: 1 });
  });

  test('a failed job that someone retries is dialed and counted again', async () => {
    const calls = deliveries();
    const store = await storeOf({ total: 2 });
    const { dialed, processor } = dialing(() => dialed.length < 2 && fail());
    const run = tracked(store, processor);
    await calls.add('a');
    const first = await calls.next();
    await expect(run(first, first.token)).rejects.toBe(busy);
    await calls.finish(first, busy);
    expect(statusIn(store)).toMatchObject({ failed: 1 });
    await first.retry();
    const second = await calls.next();
    await run(second, second.token);
    expect(statusIn(store)).toMatchObject({ failed: 0, completed: 1 });
  });

  test.each([
    ['delays it', (job: Job) => job.moveToDelayed(1, job.token), new DelayedError()],
    ['meets a rate limit', () => undefined, Worker.RateLimitError()],
  ])('a call waits again if its processor %s', async (_name, move, error) => {
    const calls = deliveries();
    const store = await storeOf();
    const { dialed, processor } = dialing(async (job) => {
      if (dialed.length > 1) return;
      await move(job);
      throw error;
    });
    const run = tracked(store, processor);
    await calls.add('a');
    const first = await calls.next();
    await expect(run(first, first.token)).rejects.toBe(error);
    expect(statusIn(store)).toMatchObject({ waiting: 1, active: 0, recent_calls: [] });
    // Delivered once more, at the same attempt.
    const again = Object.assign(first, { attemptsStarted: 2 });
    await run(again, again.token);
    expect(statusIn(store)).toMatchObject({ waiting: 0, completed: 1, isComplete: true });
  });

  test('the calls of a cancelled batch leave the queue without being dialed', async () => {
    const calls = deliveries();
    const store = await storeOf({ total: 3 });
    await store.transition('b', [{ kind: 'cancel', at: 1 }]);
    const { dialed, processor } = dialing();
    const run = tracked(store, processor);
    for (const call of ['a', 'b', 'c']) await calls.add(call);
    for (let left = 3; left > 0; left--) {
      const job = await calls.next();
      expect(await run(job, job.token)).toBeUndefined();
      await calls.finish(job);
    }
    expect(dialed).toEqual([]);
    expect(await calls.queue.getJobCounts('waiting', 'completed')).toMatchObject({ completed: 3 });
  });

  test('a job without a batch or a call runs, and is reported once for each queue', async () => {
    const store = await storeOf();
    const logged: string[] = [];
    let runs = 0;
    const processor = async (): Promise<number> => (runs += 1);
    const options: TrackedOptions = { log: (message) => logged.push(message) };
    const run = tracked(store, processor, options);
    const names: string[] = [];
    for (let queue = 0; queue < 2; queue++) {
      const calls = deliveries();
      names.push(calls.queue.name);
      for (const data of [
        { call: 'a' },
        { batchId: 'b' },
        { batchId: '', call: 'a' },
        'text',
        null,
      ]) {
        await calls.queue.add('call', data);
        const job = await calls.next();
        expect(await run(job, job.token)).toBe(runs);
      }
    }
    expect(runs).toBe(10);
    expect(logged).toEqual(
      names.map(
        (name) => `Jobs of the queue bull:${name} name no batch and call, so they are not counted.`,
      ),
    );
    expect(statusIn(store)).toMatchObject({ waiting: 1, active: 0 });
  });

  test('`callOf` says which call a job makes, and its number', async () => {
    const calls = deliveries();
    const store = await storeOf();
    const { processor } = dialing();
    const callOf = ({ data }: Job) => ({
      ...{ batchId: 'b', call: (data as { contact: string }).contact },
      phoneNumber: '+15555550100',
    });
    await calls.queue.add('call', { contact: 'ann' });
    const job = await calls.next();
    await tracked(store, processor, { callOf })(job, job.token);
    expect(statusIn(store).recent_calls).toMatchObject([
      { jobId: 'ann', phone_number: '+15555550100' },
    ]);
  });

  test('a job whose batch does not exist fails, and says so', async () => {
    const calls = deliveries();
    const store = await storeOf();
    const { dialed, processor } = dialing();
    await calls.add('a', {}, 'unknown');
    const job = await calls.next();
    await expect(tracked(store, processor)(job, job.token)).rejects.toThrow(
      'There is no batch with this id; create it first.',
    );
    expect(dialed).toEqual([]);
  });

  test('while the store does not respond, a call is not dialed, and its end is not lost', async () => {
    const calls = deliveries();
    const store = await storeOf();
    const clock = new VirtualClock();
    let failures = 3;
    const logged: string[] = [];
    const failing: BatchStore = {
      ...store,
      activeCalls: () => store.activeCalls(),
      transition: async (batchId, all) => {
        if (failures-- > 0) throw new StoreUnavailableError('full');
        return store.transition(batchId, all);
      },
    };
    const { dialed, processor } = dialing(() => (failures = 3));
    await calls.add('a');
    const job = await calls.next();
    const run = trackedBy(clock, failing, processor, { log: (message) => logged.push(message) });
    await clock.run(run(job, job.token) as Promise<unknown>);
    expect(dialed).toEqual(['a']);
    expect(statusIn(store)).toMatchObject({ completed: 1, isComplete: true });
    const message = 'A change of a call could not be recorded. The worker tries again.';
    expect(logged).toEqual([message, message]);
  });

  test('the end of a call whose dial the store has lost counts', async () => {
    const calls = deliveries();
    const store = await storeOf();
    const { processor } = dialing(() => {
      store.database.exec(
        'DELETE FROM call; UPDATE batch SET waiting = 1, active = 0, named = 0, start_time = NULL',
      );
    });
    await calls.add('a');
    const job = await calls.next();
    await tracked(store, processor)(job, job.token);
    await store.transition('b', []);
    expect(store.database.prepare('SELECT completed, active, waiting FROM batch').get()).toEqual({
      ...{ completed: 1, active: 0, waiting: 0 },
    });
  });

  test('a processor gets a signal exactly if it has a parameter for it', async () => {
    const store = await storeOf();
    expect(tracked(store, async () => {}).length).toBe(2);
    expect(tracked(store, async (_job, _token, _signal) => {}).length).toBe(3);
  });
});
