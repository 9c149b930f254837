import type { BatchStatus, KnownStatus } from '@batch-status/spec';
import type { EndedCall } from './batch-event.ts';
import { recentCall } from './recent-call.ts';
import { runBatch } from './run-batch.ts';
import { completeScenario, type CompleteScenario, type Scenario } from './scenario.ts';
import { recordTimeline, type Timeline } from './timeline.ts';

/** A batch as a function of time, and when it changes. Times are milliseconds since the epoch. */
export interface SimulatedBatch {
  /** The batch as it stands at a time. Before its creation it stands as at its creation. */
  (t: number): BatchStatus;
  /** How often the batch has changed until a time: equal numbers mean equal batches. */
  readonly revision: (t: number) => number;
  /** When the batch changes next after a time, or `null` once it is complete. */
  readonly nextChangeAt: (t: number) => number | null;
  /** When the batch is complete. */
  readonly completedTime: number;
}

const recentCalls = 10;

/**
 * A batch of calls that workers take from a queue, as a pure function of time: the same seed and
 * scenario give the same batch, and it may be asked for any time in any order.
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
  const timeline = recordTimeline(complete.calls, runBatch(seed, complete));
  const revision = (t: number): number => countUntil(timeline.times, t);
  return Object.assign(
    (t: number): BatchStatus => readTimeline(timeline, revision(t), complete, seed),
    {
      revision,
      nextChangeAt: (t: number): number | null => timeline.times[revision(t)] ?? null,
      completedTime: timeline.completedTime,
    },
  );
}

function readTimeline(
  timeline: Timeline,
  revision: number,
  scenario: CompleteScenario,
  seed: number,
): BatchStatus {
  const { calls, averageCallDurationFactor, serverClockOffset, statusWords } = scenario;
  const told = (time: number): number => time + serverClockOffset;
  const row = revision - 1;
  const time = timeline.times[row] ?? -Infinity;
  const completed = timeline.completed[row] ?? 0;
  const { startTime, cancelledTime, completedTime } = timeline;
  const isComplete = revision === timeline.times.length;
  const isCancelled = cancelledTime !== null && time >= cancelledTime;
  const hasStarted = startTime !== null && time >= startTime;
  const status = statusOf(isCancelled, isComplete, hasStarted);
  const lastCompletedTime = timeline.completedAt[completed - 1];
  return {
    status: statusWords[status] ?? status,
    isComplete,
    waiting: timeline.waiting[row] ?? calls,
    active: timeline.active[row] ?? 0,
    completed,
    failed: timeline.failed[row] ?? 0,
    total: timeline.total[row] ?? calls,
    startTime: hasStarted ? told(startTime) : null,
    lastCompletedTime: lastCompletedTime === undefined ? null : told(lastCompletedTime),
    completedTime: isComplete ? told(completedTime) : null,
    averageCallDuration:
      completed === 0
        ? null
        : roundedSeconds(
            (timeline.talkTime[completed - 1]! / completed) * averageCallDurationFactor,
          ),
    recent_calls: lastEnded(timeline, timeline.ended[row] ?? 0).map((call) =>
      recentCall({ ...call, at: told(call.at) }, seed),
    ),
  };
}

const roundedSeconds = (ms: number): number => Math.round(ms / 100) / 10;

function statusOf(isCancelled: boolean, isComplete: boolean, hasStarted: boolean): KnownStatus {
  if (isCancelled) return 'cancelled';
  if (isComplete) return 'completed';
  return hasStarted ? 'processing' : 'queued';
}

/** The last to end comes first. */
function lastEnded({ endedCalls }: Timeline, ended: number): EndedCall[] {
  return endedCalls.slice(Math.max(0, ended - recentCalls), ended).toReversed();
}

/** How many of the ascending times are not after `t`. */
function countUntil(times: readonly number[], t: number): number {
  if (Number.isNaN(t)) throw new RangeError('The time is NaN; give milliseconds since the epoch.');
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
