import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { VirtualClock } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';
import { expect, test } from 'vitest';
import { createMonitor } from '../src/index.ts';
import { UpdateStream } from '../src/monitor/update-stream.ts';

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** A body of its own, of which more calls have ended each time. */
const bodyAfter = (requests: number): BatchStatus => ({
  status: 'processing',
  isComplete: false,
  waiting: 60_000,
  active: 50,
  completed: requests * 1_000,
  failed: 3,
  total: 100_000,
  startTime: 1_703_097_600_000,
  lastCompletedTime: 1_703_101_200_000,
  averageCallDuration: 45.2,
});

/** The heap for each of so many batches, beside its last body, and after all were removed. */
async function heapOf(count: number): Promise<{ followed: number; removed: number }> {
  const bodies: BatchStatus[] = [];
  const empty = heapUsed();
  for (let nth = 0; nth < count; nth += 1) bodies.push(bodyAfter(nth));
  const bodySize = (heapUsed() - empty) / bodies.length;

  const clock = new VirtualClock();
  const asked = new Uint8Array(count);
  const client = {
    async getBatchStatus(batchId: string) {
      return bodyAfter(asked[Number(batchId)]!++);
    },
  };
  const before = heapUsed();
  const monitor = createMonitor(client, {
    clock,
    maxStaleness: 30_000,
    maxRequestsPerSecond: count / 20,
    maxConcurrency: count,
  });
  for (let nth = 0; nth < count; nth += 1) monitor.add(`${nth}`);
  await clock.advance(300_000);
  // More often does not make the history of a batch longer.
  expect(Math.min(...asked)).toBeGreaterThanOrEqual(11);
  const followed = (heapUsed() - before) / count - bodySize;
  for (let nth = 0; nth < count; nth += 1) monitor.remove(`${nth}`);
  await clock.advance(0);
  const removed = (heapUsed() - before) / count;
  monitor.close();
  return { followed, removed };
}

test('a batch takes less than 2 kB of heap beside its last body, and nothing once it is removed', async () => {
  // What the engine makes of the code would count as the batches'.
  await heapOf(1_000);
  const { followed, removed } = await heapOf(5_000);
  expect(followed).toBeLessThan(2_000);
  expect(removed).toBeLessThan(200);
}, 120_000);

test('who listens and takes nothing keeps nothing of batches that were removed', () => {
  const stream = new UpdateStream(() => undefined);
  const tellAndForget = (): number => {
    for (let nth = 0; nth < 20_000; nth += 1) {
      const batchId = `${nth % 100}`;
      stream.forget(batchId);
      stream.tell({ batchId, error: new Error(), update: undefined });
    }
    return heapUsed();
  };
  tellAndForget();
  const before = tellAndForget();
  expect((tellAndForget() - before) / 20_000).toBeLessThan(10);
});
