import { createMonitor, type Monitor } from '@batch-status/client-core';
import { simulate, VirtualClock } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';
import type { Table } from '../reports/table.ts';
import { bytes, microseconds } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';
import { heapUsed } from '../rounds/heap.ts';
import { takeTurns } from '../rounds/take-turns.ts';

const rounds = 3;
const counts = [100, 1_000, 10_000, 100_000];
const nameOf = (count: number): string => `${count.toLocaleString('en')} batches`;
/** In virtual milliseconds: long enough for a dozen requests per batch, which fill its history. */
const duration = 300_000;

const sample: BatchStatus = {
  ...simulate(1, { calls: 1_000, concurrency: 50 })(1_703_097_900_000),
  waiting: 60_000,
};

/** Heap and CPU of a monitor. */
export async function benchMonitorCost(): Promise<Table[]> {
  // The engine compiles the code on the first run, which would count for the smallest monitor.
  await followed(2_000);
  const names = counts.map(nameOf);
  const costs: Cost[][] = [];
  for (let round = 0; round < rounds; round++) {
    const row: Cost[] = [];
    for (const count of counts) row.push(await followed(count));
    costs.push(row);
  }
  const figures = (valueOf: (cost: Cost) => number) =>
    figuresOf(
      names,
      costs.map((row) => row.map(valueOf)),
    );
  return [
    {
      name: 'monitor-heap',
      title: 'Heap of a monitor',
      note: 'Bytes of heap for each batch, without its last body, when its history is full. Each batch has its share of the heap of the monitor itself. The ratio is to a monitor of 100 batches.',
      unit: bytes,
      figures: figures(({ heap }) => heap),
    },
    {
      name: 'monitor-cpu',
      title: 'CPU of a monitor',
      note: 'Microseconds of CPU for each request and its update, with a client that returns a changed batch at once. The ratio is to a monitor of 100 batches.',
      unit: microseconds,
      figures: figures(({ cpu }) => cpu),
    },
    {
      name: 'monitor-released',
      title: 'Heap of a monitor after it releases batches',
      note: 'Bytes of heap. The first figure is for each of 10,000 batches after the removal of all. The second is for each of 20,000 batches that were added, requested, and removed while a listener took no updates.',
      unit: bytes,
      figures: await takeTurns(
        {
          'after removal of 10,000 batches': async () => (await followed(10_000)).removed,
          'updates that no listener took': heapOfUntaken,
        },
        rounds,
      ),
    },
    {
      name: 'monitor-updates',
      title: 'CPU of taking updates that a monitor held back',
      note: 'Microseconds of CPU for each update. The ratio is to 1,000 updates.',
      unit: { name: 'µs', format: 'hundredths' },
      figures: await takeTurns(
        Object.fromEntries(
          [1_000, 10_000, 100_000].map((count) => [
            `${count.toLocaleString('en')} updates`,
            () => cpuOfTaking(count),
          ]),
        ),
        9,
      ),
    },
  ];
}

interface Cost {
  /** Bytes for each batch, without its last body. */
  heap: number;
  /** Bytes for each batch after the removal of all. */
  removed: number;
  /** Microseconds for each request. */
  cpu: number;
}

/** Follows batches until everything that a monitor remembers of them is there. */
async function followed(count: number): Promise<Cost> {
  const bodies = Array.from({ length: 1_000 }, () => undefined as BatchStatus | undefined);
  const empty = heapUsed();
  for (const index of bodies.keys()) bodies[index] = bodyAfter(index);
  const bodySize = (heapUsed() - empty) / bodies.length;

  const clock = new VirtualClock();
  const { client, requests } = changingBatches(count);
  const before = heapUsed();
  const cpuBefore = process.cpuUsage();
  const monitor = createMonitor(client, { clock, ...settingsFor(count) });
  const heard = takeAll(monitor);
  for (let nth = 0; nth < count; nth += 1) monitor.add(`batch_${nth}`);
  await clock.advance(duration);
  const { user, system } = process.cpuUsage(cpuBefore);
  const heap = (heapUsed() - before) / count - bodySize;
  for (let nth = 0; nth < count; nth += 1) monitor.remove(`batch_${nth}`);
  await clock.advance(0);
  const removed = (heapUsed() - before) / count;
  monitor.close();
  await heard;
  return { heap, removed, cpu: (user + system) / requests() };
}

/** Adds and removes batches in turn, and never takes an update. */
async function heapOfUntaken(): Promise<number> {
  const clock = new VirtualClock();
  const count = 100;
  const cycles = 200;
  const { client } = changingBatches(count);
  await using monitor = createMonitor(client, { clock, ...settingsFor(count) });
  const updates = monitor[Symbol.asyncIterator]();
  const cycle = async (): Promise<void> => {
    for (let nth = 0; nth < count; nth += 1) monitor.add(`batch_${nth}`);
    await clock.advance(20_000);
    for (let nth = 0; nth < count; nth += 1) monitor.remove(`batch_${nth}`);
  };
  // The first cycles fill the caches of the engine.
  for (let turn = 0; turn < cycles; turn += 1) await cycle();
  const before = heapUsed();
  for (let turn = 0; turn < cycles; turn += 1) await cycle();
  const growth = heapUsed() - before;
  await updates.return?.();
  return growth / (count * cycles);
}

/** Microseconds for each update that a listener takes after the monitor held all of them back. */
async function cpuOfTaking(count: number): Promise<number> {
  const clock = new VirtualClock();
  const { client, requests } = changingBatches(count);
  await using monitor = createMonitor(client, { clock, ...settingsFor(count) });
  const updates = monitor[Symbol.asyncIterator]();
  for (let nth = 0; nth < count; nth += 1) monitor.add(`batch_${nth}`);
  await clock.advance(20_000);
  if (requests() < count) throw new Error('The monitor has not requested every batch.');
  const before = process.cpuUsage();
  for (let taken = 0; taken < count; taken += 1) await updates.next();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

/** Lets the monitor request each batch every 20 seconds. */
const settingsFor = (count: number) => ({
  maxStaleness: 30_000,
  maxRequestsPerSecond: count / 20,
  maxConcurrency: count,
});

/** Every request for a batch gets a new body, in which more calls have ended. */
function changingBatches(count: number) {
  const asked = new Uint8Array(count);
  let requests = 0;
  return {
    requests: () => requests,
    client: {
      async getBatchStatus(batchId: string) {
        requests += 1;
        return bodyAfter(asked[Number(batchId.slice('batch_'.length))]!++);
      },
    },
  };
}

const bodyAfter = (requests: number): BatchStatus => ({ ...sample, completed: requests * 1_000 });

async function takeAll(monitor: Monitor): Promise<void> {
  for await (const update of monitor) if (update.error) throw update.error;
}
