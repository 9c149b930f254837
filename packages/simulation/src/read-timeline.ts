import type { BatchStatus, KnownStatus } from '@batch-status/spec';
import type { EndedCall } from './batch-event.ts';
import { recentCall } from './recent-call.ts';
import type { CompleteScenario } from './scenario.ts';
import type { Timeline } from './timeline.ts';

const recentCalls = 10;

/** How many changes of the batch are not after `t`. */
export function revisionAt({ times }: Timeline, t: number): number {
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

/** The batch after so many of its changes. */
export function readTimeline(
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
