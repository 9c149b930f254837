import { VirtualClock } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';
import { expect, test } from 'vitest';
import { createMonitor } from '../../src/index.ts';
import { stillReachable } from './still-reachable.ts';

/** Follows this many endless batches, and keeps a weak reference to each received body. */
function followEndless(count: number) {
  const clock = new VirtualClock();
  const bodies: WeakRef<BatchStatus>[] = [];
  const client = {
    async getBatchStatus() {
      const body: BatchStatus = {
        status: 'processing',
        isComplete: false,
        waiting: 60_000,
        active: 50,
        completed: bodies.length,
        failed: 3,
        total: 100_000,
      };
      bodies.push(new WeakRef(body));
      return body;
    },
  };
  const monitor = createMonitor(client, {
    clock,
    maxStaleness: 30_000,
    maxRequestsPerSecond: count,
  });
  for (let nth = 0; nth < count; nth += 1) monitor.add(`${nth}`);
  return { clock, monitor, bodies };
}

test('a monitor keeps only the last body of each batch, and none of a removed batch', async () => {
  const count = 20;
  const { clock, monitor, bodies } = followEndless(count);
  for (const requests of [100, 400]) {
    while (bodies.length < requests) await clock.advance(10_000);
    // The engine may keep one or two bodies in a stack frame that it has not reused yet.
    expect(await stillReachable(bodies)).toBeLessThan(2 * count);
  }
  for (let nth = 0; nth < count; nth += 1) monitor.remove(`${nth}`);
  await clock.advance(60_000);
  expect(await stillReachable(bodies)).toBeLessThan(count / 2);
  expect(clock.sleeping).toBe(0);
  monitor.close();
});

test('a monitor releases most of many removed batches before their turn', async () => {
  const count = 400;
  const { clock, monitor, bodies } = followEndless(count);
  while (bodies.length < count) await clock.advance(1_000);
  for (let nth = 0; nth < count; nth += 1) monitor.remove(`${nth}`);
  expect(await stillReachable(bodies)).toBeLessThan(count / 2);
  monitor.close();
});
