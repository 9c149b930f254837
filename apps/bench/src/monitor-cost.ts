import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createMonitor, type Monitor } from '@batch-status/client-core';
import { simulate, VirtualClock } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';

/** How long they are followed: until each was asked for a dozen times, and its history is full. */
const time = 300_000;

const sample: BatchStatus = {
  ...simulate(1, { calls: 1_000, concurrency: 50 })(1_703_097_900_000),
  waiting: 60_000,
};

/** What a monitor takes for each batch that it follows, and for each request. */
export interface MonitorCost {
  /** In bytes, beside the last body. */
  heap: number;
  /** In microseconds. */
  cpu: number;
}

/** Lets a monitor ask for so many batches until all that it remembers of them is there. */
export async function monitorCost(count: number): Promise<MonitorCost> {
  const bodies = Array.from({ length: 1_000 }, () => undefined as BatchStatus | undefined);
  const empty = heapUsed();
  for (const index of bodies.keys()) bodies[index] = bodyAfter(index);
  const bodySize = (heapUsed() - empty) / bodies.length;

  const clock = new VirtualClock();
  const asked = new Uint8Array(count);
  let requests = 0;
  const client = {
    async getBatchStatus(batchId: string) {
      requests += 1;
      const nth = Number(batchId.slice('batch_'.length));
      return bodyAfter(asked[nth]!++);
    },
  };
  const before = heapUsed();
  const cpuBefore = process.cpuUsage();
  const monitor = createMonitor(client, {
    clock,
    maxStaleness: 30_000,
    maxRequestsPerSecond: count / 20,
    maxConcurrency: count,
  });
  const heard = hear(monitor);
  for (let nth = 0; nth < count; nth += 1) monitor.add(`batch_${nth}`);
  await clock.advance(time);
  const { user, system } = process.cpuUsage(cpuBefore);
  const heap = (heapUsed() - before) / count - bodySize;
  monitor.close();
  await heard;
  return { heap, cpu: (user + system) / requests };
}

/** A body of its own, of which more calls have ended, as from a server. */
const bodyAfter = (requests: number): BatchStatus => ({ ...sample, completed: requests * 1_000 });

async function hear(monitor: Monitor): Promise<void> {
  for await (const update of monitor) if (update.error) throw update.error;
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
