import { callName } from './call-name.ts';
import type { SimulatedTransition } from './simulated-transition.ts';
import { fictionalPhoneNumber } from './phone-number.ts';
import { runBatch, type Happening } from './run-batch.ts';
import { completeScenario, type Scenario } from './scenario.ts';

/** One change of a batch. Times and durations are milliseconds. */
export type Transition = SimulatedTransition<string>;

/**
 * Returns the transitions of a batch, in the order of their times. Applying all of them up to a time
 * gives the same batch as {@link simulate} at that time. Each is computed only when it is taken.
 *
 * @param seed An integer; see {@link createRandom}.
 * @throws RangeError if the seed or a member of the scenario is out of its range.
 *
 * @example
 * ```ts
 * import { transitions } from '@batch-status/simulation';
 *
 * const counts = new Map<string, number>();
 * for (const { kind } of transitions(1, { calls: 3 })) {
 *   counts.set(kind, (counts.get(kind) ?? 0) + 1);
 * }
 * console.log(counts.get('complete')); // 1
 * ```
 */
export function transitions(seed: number, scenario: Scenario = {}): Generator<Transition, void> {
  return named(seed, runBatch(seed, completeScenario(scenario)));
}

function* named(seed: number, happenings: Iterable<Happening>): Generator<Transition, void> {
  for (const { transition } of happenings) {
    if (!('call' in transition)) yield transition;
    else {
      const call = callName(transition.call);
      yield transition.kind === 'end'
        ? { ...transition, call, phoneNumber: fictionalPhoneNumber(seed, transition.call) }
        : { ...transition, call };
    }
  }
}
