import {
  apply,
  callAfter,
  newBatch,
  Refusal,
  type BatchRow,
  type CallRow,
} from '@batch-status/batch-row';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulate, transitions, type Transition } from '../../src/index.ts';
import { growingScenarios, seeds } from './scenarios.ts';

/**
 * Applies transitions like a store that receives them in any order. Refused transitions are tried
 * again after the others.
 */
function applyAll(calls: number, inAnyOrder: readonly Transition[]): BatchRow {
  const rows = new Map<number, CallRow>();
  let batch = newBatch(calls);
  let left = [...inAnyOrder];
  while (left.length > 0) {
    const refused: Transition[] = [];
    for (const transition of left) {
      const call = 'call' in transition ? rows.get(transition.call) : undefined;
      const after = apply(batch, transition, call);
      if (after instanceof Refusal) refused.push(transition);
      else if (after !== batch) {
        batch = after;
        if ('call' in transition) rows.set(transition.call, callAfter(transition));
      }
    }
    expect(refused.length).toBeLessThan(left.length);
    left = refused;
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
      expect(batch.revision).toBe(all.length);
    }),
  );
});

test('transitions in any order give the same batch as in the order of their times', () => {
  const ranks = fc.infiniteStream(fc.nat());
  fc.assert(
    fc.property(seeds, growingScenarios, ranks, (seed, scenario, order) => {
      // After a cancellation or the end, late transitions would not be applied.
      const all = [...transitions(seed, { ...scenario, cancelAt: undefined })].slice(0, -1);
      const shuffled = all
        .map((transition) => ({ transition, rank: order.next().value }))
        .toSorted((one, other) => one.rank - other.rank)
        .map(({ transition }) => transition);
      expect(applyAll(scenario.calls, shuffled)).toEqual(applyAll(scenario.calls, all));
    }),
  );
});
