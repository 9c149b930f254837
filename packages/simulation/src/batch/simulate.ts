import { newBatch } from '@batch-status/batch-row';
import type { BatchStatus } from '@batch-status/spec';
import { readTimeline, revisionAt } from './read-timeline.ts';
import { runBatch } from './run-batch.ts';
import { completeScenario, type Scenario } from './scenario.ts';
import { recordTimeline } from './timeline.ts';

/** A batch as a function of time. Times are milliseconds since the epoch. */
export interface SimulatedBatch {
  /** The batch at a time. Before its creation, it is the batch at its creation. */
  (t: number): BatchStatus;
  /** How often the batch has changed up to a time. Equal numbers mean equal batches. */
  readonly revision: (t: number) => number;
  /** The time of the next change after a time, or `null` once the batch is complete. */
  readonly nextChangeAt: (t: number) => number | null;
  /** When the batch completes. */
  readonly completedTime: number;
}

/**
 * Simulates a batch of calls that workers take from a queue. The result is a pure function of time:
 * the same seed and scenario give the same batch, and it can be read at any time in any order.
 *
 * @param seed An integer; see {@link createRandom}.
 * @throws RangeError if the seed or a member of the scenario is out of its range.
 * @example
 * ```ts
 * import { simulate } from '@batch-status/simulation';
 *
 * const batch = simulate(1, { calls: 20, createdAt: 0 });
 * batch(0).status; // 'queued'
 * batch(batch.completedTime).isComplete; // true
 * ```
 */
export function simulate(seed: number, scenario: Scenario = {}): SimulatedBatch {
  const complete = completeScenario(scenario);
  const timeline = recordTimeline(newBatch(complete.calls, 'explicit'), runBatch(seed, complete));
  const revision = (t: number): number => revisionAt(timeline, t);
  return Object.assign(
    (t: number): BatchStatus => readTimeline(timeline, revision(t), complete, seed),
    {
      revision,
      nextChangeAt: (t: number): number | null => timeline.times[revision(t)] ?? null,
      completedTime: timeline.times.at(-1)!,
    },
  );
}
