import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchStore, Transition } from '@batch-status/server';
import { redisStore } from '@batch-status/server/redis';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Table } from '../reports/table.ts';
import { bytes, microseconds } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import { cpuOfRedis } from './cpu-of-redis.ts';

const large = 1_000_000;
/** When a hash has this many fields, its table has nearly twice as many places, the most that it has. */
const measuredCalls = 550_000;
const jobs = 20_000;
const groupSize = 1000;
const rounds = 15;
const reads = 2000;
const at = 1_703_097_600_000;

/** What a batch of a million calls takes in Redis, and how long it takes to read. */
export async function benchLargeBatch(connection: Redis): Promise<Table[]> {
  const job = await memoryOfJob(connection);
  await connection.flushall();
  const store = redisStore(connection);
  await store.create({ batchId: 'small', total: 150 });
  await makeCalls(store, 'small', 0, 100);
  const before = await usedMemory(connection);
  await store.create({ batchId: 'large', total: large + 1 });
  await makeCalls(store, 'large', 0, measuredCalls);
  const inProgress = ((await usedMemory(connection)) - before) / measuredCalls;
  await makeCalls(store, 'large', measuredCalls, large);
  const figures = await takeTurns(
    {
      '150 calls': () => cpuOfRead(connection, 'small'),
      '1,000,000 calls': () => cpuOfRead(connection, 'large'),
    },
    rounds,
  );
  await makeCalls(store, 'large', large, large + 1);
  const afterEnd = ((await usedMemory(connection)) - before) / large;
  return [
    {
      name: 'store-read',
      title: 'Reading a batch in Redis',
      note: 'Microseconds of CPU that Redis and the reading process take for one read that is not cached. The ratio is to a batch of 150 calls.',
      unit: microseconds,
      figures,
    },
    {
      name: 'store-memory',
      title: 'Memory of Redis',
      note: `Bytes for each call of a batch of ${large.toLocaleString('en')} calls, with names such as \`call_123456\`. The ratio is to a waiting job of BullMQ.`,
      unit: bytes,
      figures: figuresOf(
        ['waiting job of BullMQ', 'call of a batch in progress', 'call of a batch that has ended'],
        [[job, inProgress, afterEnd]],
      ),
    },
  ];
}

/** Makes the calls of a range. */
async function makeCalls(
  store: BatchStore,
  batchId: string,
  from: number,
  to: number,
): Promise<void> {
  for (let first = from; first < to; first += groupSize) {
    const size = Math.min(groupSize, to - first);
    const calls = Array.from({ length: size }, (_, index) => `call_${first + index}`);
    const dials = calls.map((call): Transition => ({ kind: 'dial', at, call, attempt: 1 }));
    const ends = calls.map((call): Transition => ({
      ...{ kind: 'end', at: at + 1000, call, attempt: 1, duration: 1000, failure: null },
    }));
    await store.transition(batchId, dials);
    await store.transition(batchId, ends);
  }
}

async function cpuOfRead(connection: Redis, batchId: string): Promise<number> {
  const ofRedis = await cpuOfRedis(connection);
  const ofProcess = process.cpuUsage();
  // A store that has read a batch answers from memory.
  for (let read = 0; read < reads; read++) await redisStore(connection).read(batchId);
  const { user, system } = process.cpuUsage(ofProcess);
  return (user + system + (await cpuOfRedis(connection)) - ofRedis) / reads;
}

async function memoryOfJob(connection: Redis): Promise<number> {
  await connection.flushall();
  const queue = new Queue('calls', { connection });
  const before = await usedMemory(connection);
  for (let first = 0; first < jobs; first += groupSize) {
    const calls = Array.from({ length: groupSize }, (_, index) => `call_${first + index}`);
    await queue.addBulk(calls.map((call) => ({ name: 'call', data: { batchId: 'large', call } })));
  }
  const after = await usedMemory(connection);
  await queue.close();
  return (after - before) / jobs;
}

/** Bytes, once Redis has freed what was removed. */
async function usedMemory(connection: Redis): Promise<number> {
  for (;;) {
    const info = await connection.info('memory');
    const number = (name: string): number =>
      Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)![1]);
    if (number('lazyfree_pending_objects') === 0) return number('used_memory');
    await sleep(20);
  }
}
