import type { BatchStore } from '@batch-status/server';
import { sqliteStore } from '@batch-status/server/sqlite';
import { VirtualClock } from '@batch-status/simulation';
import { expect, onTestFinished, test } from 'vitest';
import { Batches } from '../../src/batches/batches.ts';
import { PlanStore } from '../../src/batches/plan-store.ts';

test('a batch that could not begin at its first request continues by the plan of the second', async () => {
  const clock = new VirtualClock();
  const store = sqliteStore(':memory:', { now: () => clock.now() });
  const plans = new PlanStore(store.database);
  const planAt = (now: number) => ({ seed: 1, scenario: { calls: 1, createdAt: now } });
  const surroundings = { plans, clock, log: () => {} };
  const full: BatchStore = {
    create: async () => {
      throw new Error('The disk is full.');
    },
    read: () => undefined,
    transition: async () => [],
    async *activeCalls() {},
    close: async () => {},
  };
  const first = new Batches({ ...surroundings, store: full });
  first.addUnbegun('b', planAt);
  await expect(first.read('b')).rejects.toThrow('The disk is full.');
  await clock.advance(5000);
  const second = new Batches({ ...surroundings, store });
  onTestFinished(() => second.close());
  second.addUnbegun('b', planAt);
  await second.read('b');
  expect(plans.all()).toEqual([{ batchId: 'b', plan: planAt(clock.now()) }]);
});
