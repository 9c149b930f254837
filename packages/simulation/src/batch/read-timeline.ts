import {
  batchStatus,
  recentCall,
  recentCallCount,
  type BatchRow,
  type EndedCall,
} from '@batch-status/batch-row';
import type { BatchStatus } from '@batch-status/spec';
import { callName } from './call-name.ts';
import { fictionalPhoneNumber } from './phone-number.ts';
import type { CompleteScenario } from './scenario.ts';
import type { Timeline } from './timeline.ts';

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
  const startTime = reported(batch.startTime);
  const calls = lastEnded(timeline, batch.ended).map((ended) =>
    recentCall(
      {
        ...ended,
        at: ended.at + serverClockOffset,
        call: callName(ended.call),
        phoneNumber: fictionalPhoneNumber(seed, ended.call),
      },
      { startTime },
    ),
  );
  const status = batchStatus(
    {
      ...batch,
      talkTime: batch.talkTime * averageCallDurationFactor,
      startTime,
      lastCompletedTime: reported(batch.lastCompletedTime),
      completedTime: reported(batch.completedTime),
    },
    calls,
  );
  return { ...status, status: statusWords[status.status] ?? status.status };
}

function batchAt(
  timeline: Timeline,
  revision: number,
): Omit<BatchRow, 'revision' | 'ending' | 'named' | 'additions' | 'lastEndTime'> {
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
    failedTime: null,
    completedTime: revision === timeline.times.length ? last.completedTime : null,
  };
}

/** The calls that ended last, the latest first. */
function lastEnded({ endedCalls }: Timeline, ended: number): EndedCall<number>[] {
  return endedCalls.slice(Math.max(0, ended - recentCallCount), ended).toReversed();
}
