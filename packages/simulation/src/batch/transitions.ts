import type { TransitionWith } from '@batch-status/batch-row';
import type { RecentCall } from '@batch-status/spec';
import { recentCall } from './recent-call.ts';
import { runBatch, type Happening } from './run-batch.ts';
import { completeScenario, type Scenario } from './scenario.ts';

/** One change of a batch. The end of a call contains the call as it appears in `recent_calls`. */
export type Transition = TransitionWith<{ recentCall: RecentCall }>;

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
  return withRecentCalls(seed, runBatch(seed, completeScenario(scenario)));
}

function* withRecentCalls(
  seed: number,
  happenings: Iterable<Happening>,
): Generator<Transition, void> {
  for (const { transition } of happenings) {
    yield transition.kind === 'end'
      ? { ...transition, recentCall: recentCall(transition, seed) }
      : transition;
  }
}
