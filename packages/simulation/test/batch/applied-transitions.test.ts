import { apply, newBatch, type BatchRow, type CallRow } from '@batch-status/batch-row';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulate, transitions, type Transition } from '../../src/index.ts';
import { growingScenarios, seeds } from './scenarios.ts';

/** Applies transitions like a store that receives them in this order. */
function applyAll(calls: number, all: readonly Transition[]): BatchRow {
  const rows = new Map<string, CallRow>();
  let batch = newBatch(calls, 'explicit');
  for (const transition of all) {
    const call = 'call' in transition ? rows.get(transition.call) : undefined;
    const outcome = apply(batch, transition, call);
    if (typeof outcome === 'string' || !('batch' in outcome)) continue;
    batch = outcome.batch;
    if ('call' in transition && outcome.call) rows.set(transition.call, outcome.call);
  }
  return batch;
}

test('transitions with repetitions give the same batch as the simulation', () => {
  const repeats = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
  fc.assert(
    fc.property(seeds, growingScenarios, repeats, (seed, scenario, shares) => {
      const all = [...transitions(seed, scenario)];
      // Each transition is followed by it or one of those before it, drawn at random.
      const repeated = all.flatMap((transition, index) => [
        transition,
        all[Math.floor(shares.next().value * (index + 1))]!,
      ]);
      const batch = applyAll(scenario.calls, repeated);
      const { waiting, active, completed, failed, total } = simulate(seed, scenario)(Infinity);
      expect(batch).toMatchObject({ waiting, active, completed, failed, total });
      // An addition of no calls shows nothing.
      const shown = all.filter((transition) => !('calls' in transition) || transition.calls > 0);
      expect(batch.revision).toBe(shown.length);
    }),
  );
});

test('the transitions of several calls in any order give the same counts', () => {
  const ranks = fc.infiniteStream(fc.nat());
  fc.assert(
    fc.property(seeds, growingScenarios, ranks, (seed, scenario, order) => {
      // After a cancellation or the end, late transitions would not be applied.
      const all = [...transitions(seed, { ...scenario, cancelAt: undefined })].slice(0, -1);
      const additions = all.filter(({ kind }) => kind === 'add');
      const byCall = new Map<string, Transition[]>();
      for (const transition of all) {
        if (!('call' in transition)) continue;
        byCall.set(transition.call, [...(byCall.get(transition.call) ?? []), transition]);
      }
      // Those of one call stay in their order.
      const left = [...byCall.values()];
      const mixed: Transition[] = [...additions];
      while (left.length > 0) {
        const own = left[order.next().value % left.length]!;
        mixed.push(own.shift()!);
        if (own.length === 0) left.splice(left.indexOf(own), 1);
      }
      const { waiting, active, completed, failed, total, talkTime, ended, revision } = applyAll(
        scenario.calls,
        all,
      );
      const counts = { waiting, active, completed, failed, total, talkTime, ended, revision };
      expect(applyAll(scenario.calls, mixed)).toMatchObject(counts);
    }),
  );
});
