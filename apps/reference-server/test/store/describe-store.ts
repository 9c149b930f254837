import { batchStatusFaults } from '@batch-status/spec';
import { simulate, transitions, type Transition } from '@batch-status/simulation';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { BatchStore } from '../../src/store/batch-store.ts';

const recentCall = { jobId: 'call_1', status: 'completed' } as const;
const dial = (call: number, attempt = 1): Transition => ({ kind: 'dial', at: 1000, call, attempt });
const end = (call: number, attempt = 1, failure: string | null = null, at = 2000): Transition => ({
  kind: 'end',
  at,
  call,
  attempt,
  duration: 1000,
  failure,
  recentCall,
});
const requeue = (call: number, attempt = 1): Transition => ({
  kind: 'requeue',
  at: 3000,
  call,
  attempt,
});
const add = (addition: number, calls: number): Transition => ({
  kind: 'add',
  at: 1500,
  addition,
  calls,
});
const cancel: Transition = { kind: 'cancel', at: 4000 };
const complete: Transition = { kind: 'complete', at: 5000 };

/**
 * What every driver of the store does.
 *
 * @param open Opens a new and empty store.
 * @param runs How many batches each law is tried on.
 */
export function describeStore(name: string, open: () => BatchStore, runs: number): void {
  async function storeWith(total: number): Promise<BatchStore> {
    const store = open();
    onTestFinished(() => store.close());
    expect(await store.create({ batchId: 'b', total, plan: 'plan' })).toBe(true);
    return store;
  }

  describe(`${name}, a store`, () => {
    test('has no batch that was not created', async () => {
      const store = await storeWith(1);
      expect(await store.read('other')).toBeUndefined();
      await expect(store.transition('other', [])).rejects.toThrow(RangeError);
    });

    test('has a new batch with all calls waiting, as the contract promises', async () => {
      const batch = await (await storeWith(3)).read('b');
      expect(batch).toMatchObject({ batchId: 'b', revision: 0 });
      expect(batchStatusFaults(batch!.status)).toEqual([]);
      expect(batch!.status).toEqual({
        status: 'queued',
        isComplete: false,
        waiting: 3,
        active: 0,
        completed: 0,
        failed: 0,
        total: 3,
        startTime: null,
        lastCompletedTime: null,
        completedTime: null,
        averageCallDuration: null,
        recent_calls: [],
      });
    });

    test('creates a batch once, and leaves the first as it is', async () => {
      const store = await storeWith(3);
      await store.transition('b', [dial(0)]);
      expect(await store.create({ batchId: 'b', total: 9, plan: 'another' })).toBe(false);
      expect(await store.read('b')).toMatchObject({ revision: 1, status: { total: 3, active: 1 } });
    });

    test('distinguishes batches', async () => {
      const store = await storeWith(3);
      await store.create({ batchId: 'B', total: 5, plan: '' });
      await store.transition('B', [dial(0), end(0)]);
      expect(await store.read('b')).toMatchObject({ status: { active: 0, recent_calls: [] } });
      expect(await store.read('B')).toMatchObject({ status: { completed: 1, waiting: 4 } });
    });

    test('has the simulated batch after each transition', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer(), scenarios, async (seed, scenario) => {
          const store = open();
          await store.create({ batchId: 'b', total: scenario.calls, plan: '' });
          const simulated = simulate(seed, scenario);
          const all = [...transitions(seed, scenario)];
          for (const [index, transition] of all.entries()) {
            expect(await store.transition('b', [transition])).toBe(1);
            if (all[index + 1]?.at === transition.at) continue;
            const batch = await store.read('b');
            expect(batch).toMatchObject({ revision: index + 1 });
            expect(batch!.status).toEqual(simulated(transition.at));
          }
          await store.close();
        }),
        { numRuns: runs },
      );
    });

    test('counts a transition once, however often and in whatever groups it is applied', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer(),
          scenarios,
          fc.infiniteStream(fc.nat(7)),
          async (seed, scenario, sizes) => {
            const store = open();
            await store.create({ batchId: 'b', total: scenario.calls, plan: '' });
            const all = [...transitions(seed, scenario)];
            let applied = 0;
            for (let from = 0; from < all.length; from += 1 + sizes.next().value) {
              // Each group begins before what is new in it.
              const until = Math.min(all.length, from + 8);
              applied += await store.transition('b', all.slice(Math.max(0, from - 5), until));
            }
            expect(applied).toBe(all.length);
            expect(await store.transition('b', all)).toBe(0);
            const batch = await store.read('b');
            expect(batch!.status).toEqual(simulate(seed, scenario)(Infinity));
            await store.close();
          },
        ),
        { numRuns: runs },
      );
    });

    test.each<[string, Transition[], string]>([
      ['the end of a call that was not dialed', [end(1)], 'has taken 0 steps'],
      ['a second attempt without a requeue', [dial(1), end(1), dial(1, 2)], 'is step 4;'],
      ['a call that the batch does not have', [dial(2)], 'The batch has no call 2;'],
      ['a call below zero', [dial(-1)], 'The batch has no call -1;'],
      ['the end of a batch with calls left', [dial(1), complete], 'The batch has 2 calls left;'],
    ])('rejects %s, and all transitions applied with it', async (_name, wrong, message) => {
      const store = await storeWith(2);
      await expect(store.transition('b', [dial(0), ...wrong])).rejects.toThrow(message);
      expect(await store.read('b')).toMatchObject({ revision: 0, status: { waiting: 2 } });
      expect(await store.transition('b', [dial(0)])).toBe(1);
    });

    test('applies each addition of calls once and in order', async () => {
      const store = await storeWith(1);
      await expect(store.transition('b', [add(1, 2)])).rejects.toThrow('addition 1');
      expect(await store.transition('b', [dial(0), add(0, 2), add(0, 2), add(1, 3), dial(5)])).toBe(
        4,
      );
      expect((await store.read('b'))?.status).toMatchObject({ total: 6, waiting: 4, active: 2 });
      expect(await store.transition('b', [cancel, add(2, 1)])).toBe(1);
      expect((await store.read('b'))?.status).toMatchObject({ total: 6, waiting: 0 });
    });

    test('dials no call after a cancellation, and active calls go on', async () => {
      const store = await storeWith(5);
      await store.transition('b', [dial(0), dial(1), end(1, 1, 'busy'), cancel]);
      expect(await store.transition('b', [dial(2), requeue(1), cancel, end(0), complete])).toBe(2);
      const batch = await store.read('b');
      expect(batch!.status).toMatchObject({
        status: 'cancelled',
        isComplete: true,
        waiting: 0,
        active: 0,
        completed: 1,
        failed: 1,
        total: 5,
      });
    });

    test('changes nothing after the end', async () => {
      const store = await storeWith(1);
      await store.transition('b', [dial(0), end(0, 1, 'busy'), complete]);
      expect(await store.transition('b', [requeue(0), cancel, complete])).toBe(0);
      expect(await store.read('b')).toMatchObject({ revision: 3, status: { status: 'completed' } });
    });

    test('peeks at the last batch that was read, or at nothing', async () => {
      const store = await storeWith(1);
      for (const transition of [dial(0), end(0)]) {
        await store.transition('b', [transition]);
        const peeked = store.peek('b');
        expect([undefined, await store.read('b')]).toContain(peeked);
      }
      expect(store.peek('other')).toBeUndefined();
    });

    test('has the time of the last completed call, in whatever order the ends are recorded', async () => {
      const store = await storeWith(3);
      await store.transition('b', [dial(0), dial(1), dial(2)]);
      await store.transition('b', [end(1, 1, null, 3000), end(0, 1, null, 2000)]);
      const { status } = (await store.read('b'))!;
      expect(status).toMatchObject({ completed: 2, lastCompletedTime: 3000 });
      await store.transition('b', [end(2, 1, null, 2500)]);
      expect(await store.read('b')).toMatchObject({ status: { lastCompletedTime: 3000 } });
    });

    test('does not change a batch that it has returned', async () => {
      const store = await storeWith(1);
      const before = await store.read('b');
      await store.transition('b', [dial(0)]);
      expect(before).toMatchObject({ revision: 0, status: { active: 0 } });
      expect(await store.read('b')).toMatchObject({ revision: 1, status: { active: 1 } });
    });

    test('returns the unfinished batches with what a dialer needs to continue them', async () => {
      const store = await storeWith(1);
      await store.create({ batchId: 'done', total: 0, plan: '' });
      await store.transition('done', [complete]);
      await store.transition('b', [dial(0)]);
      expect(await store.unfinished()).toEqual([{ batchId: 'b', plan: 'plan', revision: 1 }]);
    });
  });
}

const scenarios = fc
  .record({
    calls: fc.nat({ max: 12 }),
    concurrency: fc.integer({ min: 1, max: 8 }),
    failureRate: fc.double({ min: 0, max: 1, noNaN: true }),
    redialRate: fc.constantFrom(0, 0.5, 1),
    redialDelay: fc.nat({ max: 20_000 }),
    meanCallDuration: fc.constantFrom(0.001, 0.5, 45),
    additions: fc.array(
      fc.record({ after: fc.nat({ max: 20_000 }), calls: fc.integer({ min: 1, max: 5 }) }),
      { maxLength: 3 },
    ),
    cancelAt: fc.option(fc.nat({ max: 100_000 }), { nil: undefined }),
  })
  .map(({ additions, ...scenario }) => ({
    ...scenario,
    additions: additions.toSorted((a, b) => a.after - b.after),
    createdAt: 0,
  }));
