import { batchStatus, type BatchRow, type EndedCall } from '@batch-status/batch-row';
import type { BatchStatus } from '@batch-status/spec';
import { recentCall } from './recent-call.ts';
import type { CompleteScenario } from './scenario.ts';
import type { Timeline } from './timeline.ts';

const recentCalls = 10;

/** The number of changes of the batch up to `t`, inclusive. */
export function revisionAt({ times }: Timeline, t: number): number {
  if (Number.isNaN(t))
    throw new RangeError('The time must be a number of milliseconds since the epoch; got NaN.');
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the server of a scenario reports about the batch after a number of its changes. */
export function readTimeline(
  timeline: Timeline,
  revision: number,
  { averageCallDurationFactor, serverClockOffset, statusWords }: CompleteScenario,
  seed: number,
): BatchStatus {
  const reported = (time: number | null): number | null =>
    time === null ? null : time + serverClockOffset;
  const batch = batchAt(timeline, revision);
  const calls = lastEnded(timeline, batch.ended).map((call) =>
    recentCall({ ...call, at: call.at + serverClockOffset }, seed),
  );
  const status = batchStatus(
    {
      ...batch,
      talkTime: batch.talkTime * averageCallDurationFactor,
      startTime: reported(batch.startTime),
      lastCompletedTime: reported(batch.lastCompletedTime),
      completedTime: reported(batch.completedTime),
    },
    calls,
  );
  return { ...status, status: statusWords[status.status] ?? status.status };
}

function batchAt(timeline: Timeline, revision: number): Omit<BatchRow, 'revision' | 'additions'> {
  const { first, last } = timeline;
  if (revision === 0) return first;
  const row = revision - 1;
  const time = timeline.times[row]!;
  const completed = timeline.completed[row]!;
  const until = (end: number | null): number | null => (end !== null && end <= time ? end : null);
  return {
    total: timeline.total[row]!,
    waiting: timeline.waiting[row]!,
    active: timeline.active[row]!,
    completed,
    failed: timeline.failed[row]!,
    ended: timeline.ended[row]!,
    talkTime: timeline.talkTime[completed - 1] ?? 0,
    startTime: until(last.startTime),
    lastCompletedTime: timeline.completedAt[completed - 1] ?? null,
    cancelledTime: until(last.cancelledTime),
    completedTime: revision === last.revision ? last.completedTime : null,
  };
}

/** The calls that ended last, the latest first. */
function lastEnded({ endedCalls }: Timeline, ended: number): EndedCall[] {
  return endedCalls.slice(Math.max(0, ended - recentCalls), ended).toReversed();
}
