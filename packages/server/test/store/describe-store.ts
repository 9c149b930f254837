import { waitingBatch } from '@batch-status/loopback/batches';
import { simulate, transitions } from '@batch-status/simulation';
import { batchStatusFaults } from '@batch-status/spec';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  UnknownBatchError,
  type ActiveCall,
  type BatchStore,
  type NewBatch,
  type StoredBatch,
  type Transition,
} from '../../src/index.ts';
import { anyGroups, endings, totals } from './any-transitions.ts';
import { scenarios } from './scenarios.ts';
import { ModelStore } from './model-store.ts';
import { inParallel, legalHistories } from './parallel-writers.ts';

const at = 1000;
const dial = (call: string, attempt = 1): Transition => ({ kind: 'dial', at, call, attempt });
const end = (
  call: string,
  attempt = 1,
  failure: string | null = null,
  time = 2000,
): Transition => ({
  ...{ kind: 'end', at: time, call, attempt, duration: 1000, failure },
});
const requeue = (call: string, attempt = 1): Transition => ({
  ...{ kind: 'requeue', at: 3000, call, attempt },
});
const add = (addition: number, calls: number): Transition => ({
  ...{ kind: 'add', at: 1500, addition, calls },
});
const cancel: Transition = { kind: 'cancel', at: 4000 };
const complete: Transition = { kind: 'complete', at: 5000 };

/**
 * What every driver of the store does.
 *
 * @param open Opens a store for the batches of one test. What it returns may share its data with
 * other stores, since each test has batches with ids of its own.
 * @param runs How many batches each law is tried on.
 */
export function describeStore(name: string, open: () => BatchStore, runs: number): void {
  let batches = 0;
  const newId = (): string => `batch ${(batches += 1)} {a}`;

  const opened = (): BatchStore => {
    const store = open();
    onTestFinished(() => store.close());
    return store;
  };

  interface OneBatch {
    store: BatchStore;
    batchId: string;
    apply: (...all: Transition[]) => ReturnType<BatchStore['transition']>;
    read: () => Promise<StoredBatch>;
  }

  async function batchOf(
    total: number,
    ending?: 'sealed' | 'open' | 'explicit',
  ): Promise<OneBatch> {
    const store = opened();
    const batchId = newId();
    expect(await store.create({ batchId, total, ending })).toBe(true);
    return {
      ...{ store, batchId },
      apply: (...all) => store.transition(batchId, all),
      read: async () => (await store.read(batchId))!,
    };
  }

  describe(`${name}, a store`, () => {
    test('has no batch that was not created', async () => {
      const { store } = await batchOf(1);
      expect(await store.read('other')).toBeUndefined();
      await expect(store.transition('other', [])).rejects.toThrow(UnknownBatchError);
      await expect(store.transition('other', [cancel])).rejects.toThrow(UnknownBatchError);
    });

    test('has a new batch with all calls waiting, as the contract promises', async () => {
      const { batchId, read } = await batchOf(3);
      const batch = await read();
      expect(batch).toMatchObject({ batchId, revision: 0 });
      expect(batch.workspace).toBeUndefined();
      expect(batchStatusFaults(batch.status)).toEqual([]);
      expect(batch.status).toEqual(waitingBatch(3));
    });

    test('creates a batch once, and leaves the first as it is', async () => {
      const { store, batchId, apply, read } = await batchOf(3);
      await apply(dial('a'));
      expect(await store.create({ batchId, total: 9 })).toBe(false);
      expect(await read()).toMatchObject({ revision: 1, status: { total: 3, active: 1 } });
    });

    test('creates a batch once, however many try at the same time', async () => {
      const store = opened();
      const batchId = newId();
      const tries = [1, 2, 3, 4].map((total) => store.create({ batchId, total }));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    });

    test('has a batch without calls complete from its creation, unless it is open', async () => {
      const { read } = await batchOf(0);
      const { status } = await read();
      expect(status).toMatchObject({ status: 'completed', isComplete: true });
      expect(status.completedTime).toBeGreaterThan(0);
      const growing = await batchOf(0, 'open');
      expect((await growing.read()).status).toMatchObject({ isComplete: false });
      expect(await growing.apply(add(0, 1), { kind: 'seal', at })).toEqual(['applied', 'applied']);
      expect((await growing.read()).status).toMatchObject({ isComplete: false, waiting: 1 });
    });

    test('keeps the workspace of a batch', async () => {
      const store = opened();
      const batchId = newId();
      await store.create({ batchId, total: 1, workspace: 'größe' });
      expect(await store.read(batchId)).toMatchObject({ workspace: 'größe' });
    });

    test('distinguishes batches', async () => {
      const { store, batchId, read } = await batchOf(3);
      const other = batchId.toUpperCase();
      await store.create({ batchId: other, total: 5 });
      await store.transition(other, [dial('a'), end('a')]);
      expect(await read()).toMatchObject({ status: { active: 0, recent_calls: [] } });
      expect(await store.read(other)).toMatchObject({ status: { completed: 1, waiting: 4 } });
    });

    test.each(['}', '{}x', '{a}b}', '%7D', 'größe/?#', 'a:calls', ':', '*'])(
      'can have a batch with the id %s, and calls with that name',
      async (text) => {
        const store = opened();
        const batchId = `${newId()}${text}`;
        const more = [batchId, `${text}${batchId}`, `${batchId}:calls`];
        for (const [index, id] of more.entries()) {
          expect(await store.create({ batchId: id, total: index + 1 })).toBe(true);
          expect(await store.transition(id, [dial(text)])).toEqual(['applied']);
        }
        for (const [index, id] of more.entries()) {
          expect(await store.transition(id, [end(text)])).toEqual(['applied']);
          expect((await store.read(id))!.status).toMatchObject({
            ...{ total: index + 1, completed: 1 },
            recent_calls: [{ jobId: text }],
          });
        }
      },
    );

    test('says what each of any transitions did, and shows the batch like a list of its calls', async () => {
      await fc.assert(
        fc.asyncProperty(totals, endings, anyGroups, async (total, ending, groups) => {
          const store = open();
          const batchId = newId();
          const model = new ModelStore();
          await store.create({ batchId, total, ending });
          model.create(total, ending);
          let shown = await store.read(batchId);
          for (const group of groups) {
            const expected = model.transition(group);
            const found = store.transition(batchId, group).catch(({ message }: Error) => message);
            expect(await found).toEqual(expected);
            const batch = (await store.read(batchId))!;
            expect(batch).toMatchObject({ revision: model.batch.revision, status: model.status });
            expect(batchStatusFaults(batch.status)).toEqual([]);
            const isSame = batch.revision === shown!.revision;
            expect(JSON.stringify(batch.status) === JSON.stringify(shown!.status)).toBe(isSame);
            shown = batch;
          }
          await store.close();
        }),
        { numRuns: runs * 3 },
      );
    });

    test('counts each call once, whatever four writers apply at the same time', async () => {
      await fc.assert(
        fc.asyncProperty(legalHistories, async (histories) => {
          const store = open();
          const batchId = newId();
          await store.create({ batchId, total: histories.calls.length });
          const applied = await inParallel(histories, (group) => store.transition(batchId, group));
          const { status, revision } = (await store.read(batchId))!;
          const { completed, failed, unaccounted } = histories;
          expect(status).toMatchObject({ waiting: 0, active: 0, completed, failed });
          expect(status).toMatchObject({ isComplete: true, total: histories.calls.length });
          expect(status.total - completed - failed).toBe(unaccounted);
          // Each transition was applied by one of the writers.
          expect(applied).toBe(histories.calls.flat().length);
          expect(revision).toBeLessThanOrEqual(applied);
          await store.close();
        }),
        { numRuns: runs },
      );
    });

    test('has the simulated batch after each transition', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer(), scenarios, async (seed, scenario) => {
          const store = open();
          const batchId = newId();
          await store.create({ batchId, total: scenario.calls, ending: 'explicit' });
          const simulated = simulate(seed, scenario);
          const all = [...transitions(seed, scenario)];
          for (const [index, transition] of all.entries()) {
            expect(await store.transition(batchId, [transition])).toEqual(['applied']);
            if (all[index + 1]?.at === transition.at) continue;
            const batch = await store.read(batchId);
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
            const batchId = newId();
            await store.create({ batchId, total: scenario.calls, ending: 'explicit' });
            const all = [...transitions(seed, scenario)];
            let applied = 0;
            for (let from = 0; from < all.length; from += 1 + sizes.next().value) {
              // Each group begins before what is new in it.
              const until = Math.min(all.length, from + 8);
              const group = all.slice(Math.max(0, from - 5), until);
              const outcomes = await store.transition(batchId, group);
              applied += outcomes.filter((outcome) => outcome === 'applied').length;
            }
            expect(applied).toBe(all.length);
            expect(await store.transition(batchId, all)).not.toContain('applied');
            const batch = await store.read(batchId);
            expect(batch!.status).toEqual(simulate(seed, scenario)(Infinity));
            await store.close();
          },
        ),
        { numRuns: runs },
      );
    });

    test.each<[string, Transition[], string]>([
      ['the end of a call that was not dialed', [end('b')], 'was not dialed'],
      ['a call that the batch does not have', [dial('b'), dial('c')], 'The batch has 2 calls,'],
      ['the end of a batch with calls left', [complete], 'The batch has 2 calls left;'],
      ['a call without a name', [dial('')], '`call` must be a text'],
      ['a time that is not a number', [{ ...dial('b'), at: NaN }], '`at` must be an integer'],
      ['an attempt below one', [dial('b', 0)], '`attempt` must be an integer'],
      [
        'a duration that is not a number',
        [dial('b'), { ...end('b'), duration: NaN } as Transition],
        '`duration` must be a number',
      ],
      ['an unknown kind', [{ kind: 'jump', at } as unknown as Transition], '`kind` must be'],
    ])('rejects %s, and all transitions applied with it', async (_name, wrong, message) => {
      const { apply, read } = await batchOf(2);
      await expect(apply(dial('a'), ...wrong)).rejects.toThrow(RangeError);
      await expect(apply(dial('a'), ...wrong)).rejects.toThrow(message);
      expect(await read()).toMatchObject({ revision: 0, status: { waiting: 2 } });
      expect(await apply(dial('a'))).toEqual(['applied']);
    });

    test.each([
      [{ total: -1 }, '`total` must be an integer'],
      [{ total: 1.5 }, '`total` must be an integer'],
      [{ batchId: '..' }, '`batchId` must be a text'],
      [{ ending: 'closed' as 'open' }, '`ending` must be'],
      [{ workspace: '' }, '`workspace` must be a text'],
    ])('rejects a new batch with %j', async (wrong, message) => {
      const batch: NewBatch = { batchId: newId(), total: 1, ...wrong };
      await expect(opened().create(batch)).rejects.toThrow(message);
    });

    test('applies each addition of calls once and in order', async () => {
      const { apply, read } = await batchOf(1, 'open');
      await expect(apply(add(1, 2))).rejects.toThrow('addition 1');
      expect(await apply(dial('a'), add(0, 2), add(0, 2), add(1, 3), dial('f'))).toEqual([
        ...['applied', 'applied', 'passed', 'applied', 'applied'],
      ]);
      expect((await read()).status).toMatchObject({ total: 6, waiting: 4, active: 2 });
      expect(await apply(cancel, add(2, 1))).toEqual(['applied', 'refused']);
      expect((await read()).status).toMatchObject({ total: 6, waiting: 0 });
    });

    test('dials no call after a cancellation, and active calls go on', async () => {
      const { apply, read } = await batchOf(5);
      await apply(dial('a'), dial('b'), end('b', 1, 'busy'), cancel);
      expect(await apply(dial('c'), requeue('b'), cancel, dial('a'), end('a'))).toEqual([
        ...['refused', 'refused', 'passed', 'current', 'applied'],
      ]);
      expect((await read()).status).toMatchObject({
        ...{ status: 'cancelled', isComplete: true, completedTime: 4000 },
        ...{ waiting: 0, active: 0, completed: 1, failed: 1, total: 5 },
      });
      expect(await apply(dial('a'), end('a'), dial('c'))).toEqual(['refused', 'passed', 'refused']);
    });

    test('dials no call after a failure of the batch, and active calls go on', async () => {
      const { apply, read } = await batchOf(3);
      await apply(dial('a'), dial('b'), { kind: 'fail', at: 4000 });
      expect(await apply(dial('c'))).toEqual(['refused']);
      expect(await apply({ ...end('a', 1, 'busy'), again: true } as Transition)).toEqual([
        'applied',
      ]);
      expect(await read()).toMatchObject({
        status: { waiting: 0, active: 1, failed: 1, isComplete: false },
      });
    });

    test('compares each end of a group with the attempt of its own call', async () => {
      const { apply, read } = await batchOf(3);
      await apply(dial('a'), dial('b'), end('b', 1, 'busy'), requeue('b'), dial('b', 2), dial('c'));
      expect(await apply(end('a'), end('b'), end('c'))).toEqual(['applied', 'passed', 'applied']);
      expect(await read()).toMatchObject({ status: { active: 1, completed: 2 } });
    });

    test('completes a batch with its last call, in the same step', async () => {
      const { apply, read } = await batchOf(2);
      await apply(dial('a'), dial('b'), end('b', 1, 'busy', 2500));
      expect((await read()).status).toMatchObject({ isComplete: false });
      await apply(end('a'));
      expect((await read()).status).toMatchObject({
        ...{ status: 'completed', isComplete: true, completed: 1, failed: 1, completedTime: 2500 },
      });
    });

    test('lets calls leave, and ends a batch as failed', async () => {
      const { apply, read } = await batchOf(4);
      await apply({ kind: 'leave', at, call: 'a' }, dial('b'), dial('c'), end('c'));
      expect(await apply({ kind: 'fail', at: 3000 }, dial('d'))).toEqual(['applied', 'refused']);
      expect((await read()).status).toMatchObject({ status: 'failed', isComplete: false });
      await apply(end('b'));
      expect((await read()).status).toMatchObject({
        ...{ status: 'failed', isComplete: true, total: 4, completed: 2, waiting: 0, active: 0 },
      });
    });

    test('changes nothing after the end', async () => {
      const { apply, read } = await batchOf(1);
      await apply(dial('a'), end('a', 1, 'busy'));
      expect(await apply(requeue('a'), cancel, complete, dial('a', 2))).toEqual(
        Array.from({ length: 4 }, () => 'passed'),
      );
      expect(await read()).toMatchObject({ revision: 2, status: { status: 'completed' } });
    });

    test('shows the last ten calls that ended, the latest first', async () => {
      const { apply, read } = await batchOf(12, 'open');
      for (let call = 0; call < 12; call++) {
        await apply(dial(`${call}`), end(`${call}`, 1, call % 2 ? 'Busy {"}' : null, 2000 + call));
      }
      const { recent_calls } = (await read()).status;
      expect(recent_calls!.map(({ jobId }) => jobId)).toEqual(
        Array.from({ length: 10 }, (_, index) => `${11 - index}`),
      );
      expect(recent_calls!.slice(0, 2)).toEqual([
        { jobId: '11', status: 'failed', failedAt: 2011, error: 'Busy {"}' },
        { jobId: '10', status: 'completed', completedAt: 2010, duration: 1 },
      ]);
    });

    test('keeps the recent calls of a batch that has ended', async () => {
      const { apply, read } = await batchOf(1);
      await apply(dial('a'), { ...end('a'), phoneNumber: '+15555550100' } as Transition);
      expect((await read()).status.recent_calls).toEqual([
        {
          ...{ jobId: 'a', status: 'completed', phone_number: '+15555550100' },
          ...{ completedAt: 2000, duration: 1 },
        },
      ]);
    });

    test('has the time of the last completed call, in whatever order the ends are recorded', async () => {
      const { apply, read } = await batchOf(3);
      await apply(dial('a'), dial('b'), dial('c'));
      await apply(end('b', 1, null, 3000), end('a', 1, null, 2000));
      expect((await read()).status).toMatchObject({ completed: 2, lastCompletedTime: 3000 });
      await apply(end('c', 1, null, 2500));
      expect(await read()).toMatchObject({ status: { lastCompletedTime: 3000 } });
    });

    test('has a new revision exactly when it shows something else', async () => {
      const { apply, read } = await batchOf(3, 'open');
      const revisions: number[] = [];
      for (const group of [
        [dial('a')],
        [add(0, 0)],
        [{ kind: 'seal', at } as const],
        [dial('b'), { kind: 'return', at, call: 'a', attempt: 1 } as const],
        [dial('b')],
        [end('b'), dial('c')],
      ]) {
        await apply(...group);
        revisions.push((await read()).revision);
      }
      expect(revisions).toEqual([1, 1, 1, 1, 1, 3]);
    });

    test('lists the calls that are active, with what runs them', async () => {
      const { store, batchId, apply } = await batchOf(6);
      const other = newId();
      await store.create({ batchId: other, total: 1 });
      await store.transition(other, [dial('a')]);
      const runner = 'bull:queue:1 ü';
      await apply(dial('a'), { ...dial('a {b}'), runner } as Transition, dial('c'), dial('d'));
      await apply(end('c'), { kind: 'leave', at, call: 'd' }, dial('e', 2), dial('f'));
      await apply({ kind: 'return', at, call: 'f', attempt: 1 });
      const found: ActiveCall[] = [];
      for await (const call of store.activeCalls()) found.push(call);
      // A store may be shared with other tests.
      const ours = found.filter((active) => [batchId, other].includes(active.batchId));
      expect(ours).toHaveLength(4);
      expect(new Set(ours)).toEqual(
        new Set([
          { batchId, call: 'a', attempt: 1, runner: undefined },
          { batchId, call: 'a {b}', attempt: 1, runner },
          { batchId, call: 'e', attempt: 2, runner: undefined },
          { batchId: other, call: 'a', attempt: 1, runner: undefined },
        ]),
      );
      await apply(cancel, end('a'), end('a {b}'), end('e', 2));
      const left: string[] = [];
      for await (const active of store.activeCalls()) left.push(active.batchId);
      expect(left).not.toContain(batchId);
    });

    test('returns the same object until the batch changes', async () => {
      const { apply, read } = await batchOf(2);
      await apply(dial('a'));
      const before = await read();
      await apply(dial('a'));
      // A store that is opened for each use has nothing to remember it by.
      if ((await read()) !== (await read())) return;
      expect(await read()).toEqual(before);
      await apply(dial('b'));
      expect(await read()).not.toBe(before);
    });

    test('does not change a batch that it has returned', async () => {
      const { apply, read } = await batchOf(1);
      const before = await read();
      await apply(dial('a'));
      expect(before).toMatchObject({ revision: 0, status: { active: 0 } });
      expect(await read()).toMatchObject({ revision: 1, status: { active: 1 } });
    });
  });
}
