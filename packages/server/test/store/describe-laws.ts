import { simulate, transitions } from '@batch-status/simulation';
import { batchStatusFaults } from '@batch-status/spec';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyGroups, endings, totals } from './any-transitions.ts';
import { ModelStore } from './model-store.ts';
import { inParallel, legalHistories } from './parallel-writers.ts';
import { scenarios } from './scenarios.ts';
import type { StoreTools } from './store-tools.ts';

/** What holds for any transitions. */
export function describeLaws({ open, newId }: StoreTools, runs: number): void {
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
}
