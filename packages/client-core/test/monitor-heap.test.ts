import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { VirtualClock } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';
import { expect, test } from 'vitest';
import { createMonitor } from '../src/index.ts';

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

test('a batch takes less than 2 kB of heap beside its last body, however often it was asked for', async () => {
  const count = 5_000;
  const bodies: BatchStatus[] = [];
  const empty = heapUsed();
  for (let nth = 0; nth < count; nth += 1) bodies.push(bodyAfter(nth));
  const bodySize = (heapUsed() - empty) / count;

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
  expect(Math.min(...asked)).toBeGreaterThanOrEqual(11);
  expect((heapUsed() - before) / count - bodySize).toBeLessThan(2_000);
  await monitor.close();
  expect(bodies).toHaveLength(count);
}, 120_000);
