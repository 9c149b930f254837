import type { RecentCall } from '@batch-status/spec';
import type { BatchEvent, EndedCall } from './batch-event.ts';
import { recentCall } from './recent-call.ts';
import { runBatch } from './run-batch.ts';
import { completeScenario, type Scenario } from './scenario.ts';

/** A {@link BatchEvent} with what is told of it. */
export type Transition =
  | Exclude<BatchEvent, EndedCall>
  /** The `recentCall` is the call as it appears among `recent_calls`. */
  | (EndedCall & { recentCall: RecentCall });

/**
 * What happens to a batch, one thing after the other. Whoever applies all until a time has the
 * batch that {@link simulate} gives for that time. Nothing is computed before it is asked for.
 *
 * @param seed An integer; see {@link createRandom}.
 * @throws RangeError if the seed or a member of the scenario is out of its range.
 */
export function transitions(seed: number, scenario: Scenario = {}): Generator<Transition, void> {
  return withRecentCalls(seed, runBatch(seed, completeScenario(scenario)));
}

function* withRecentCalls(seed: number, events: Iterable<BatchEvent>): Generator<Transition, void> {
  for (const event of events) {
    yield event.kind === 'end' ? { ...event, recentCall: recentCall(event, seed) } : event;
  }
}
