/**
 * Works through a queue of empty jobs, and prints what one job takes, as JSON.
 *
 * `--port <port of Redis> --jobs <number> --tracked --cancelled`
 */
import { parseArgs } from 'node:util';
import { tracked } from '@batch-status/server/bullmq';
import { redisStore } from '@batch-status/server/redis';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { cpuOfRedis } from './cpu-of-redis.ts';

/** What one job takes. */
export interface Work {
  /** CPU of Redis, in microseconds. */
  redis: number;
  /** CPU of the worker, in microseconds. */
  worker: number;
  /** In milliseconds. */
  time: number;
}

/** What is run at first, until the engine has compiled the code. */
const warmUp = 30_000;
const concurrency = 20;
const pageSize = 1000;

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    jobs: { type: 'string' },
    tracked: { type: 'boolean', default: false },
    cancelled: { type: 'boolean', default: false },
  },
});

const connection = new Redis(Number(values.port), { maxRetriesPerRequest: null });
await connection.flushall();
const store = redisStore(connection);
const queue = new Queue('calls', { connection });
const call = async (): Promise<void> => {};
const processor = values.tracked ? tracked(store, call) : call;

/** Creates a batch and its jobs. */
async function create(batchId: string, jobs: number): Promise<void> {
  await store.create({ batchId, total: jobs });
  if (values.cancelled) await store.transition(batchId, [{ kind: 'cancel', at: Date.now() }]);
  for (let from = 0; from < jobs; from += pageSize) {
    const names = Array.from({ length: pageSize }, (_, index) => `call_${from + index}`);
    await queue.addBulk(
      names.map((name) => ({
        ...{ name: 'call', data: { batchId, call: name } },
        opts: { removeOnComplete: true, removeOnFail: true },
      })),
    );
  }
}

/** Works until as many jobs are done. */
async function work(jobs: number): Promise<Work> {
  const worker = new Worker('calls', processor, { connection, concurrency, autorun: false });
  await worker.waitUntilReady();
  let left = jobs;
  const done = new Promise<void>((resolve) => {
    worker.on('completed', () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
  const ofRedis = await cpuOfRedis(connection);
  const ofWorker = process.cpuUsage();
  const startedAt = performance.now();
  const running = worker.run();
  await done;
  const time = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(ofWorker);
  const redis = (await cpuOfRedis(connection)) - ofRedis;
  await worker.close();
  await running;
  return { redis: redis / jobs, worker: (user + system) / jobs, time: time / jobs };
}

const jobs = Number(values.jobs);
await create('warm-up', warmUp);
await work(warmUp);
await create('measured', jobs);
console.log(JSON.stringify(await work(jobs)));
await queue.close();
connection.disconnect();
