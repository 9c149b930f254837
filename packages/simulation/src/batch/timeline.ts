import type { BatchRow, EndedCall } from '@batch-status/batch-row';
import type { Happening } from './run-batch.ts';

/**
 * All changes of a batch, in columns: element `i` of `times` and of the six counts describes the
 * batch just after its change number `i`.
 */
export interface Timeline {
  times: number[];
  waiting: number[];
  active: number[];
  completed: number[];
  failed: number[];
  total: number[];
  /** The number of `endedCalls` that had ended. */
  ended: number[];
  /** In the order of their ends. */
  endedCalls: EndedCall<number>[];
  /** Element `n` is the time at which the completed call number `n + 1` ended. */
  completedAt: number[];
  /** Element `n` is the total duration of the first `n + 1` completed calls, in milliseconds. */
  talkTime: number[];
  /** The batch before its first change. */
  first: BatchRow;
  /** The batch after its last change. */
  last: BatchRow;
}

/**
 * Records all changes of a batch.
 *
 * @param first The batch before its first change.
 */
export function recordTimeline(first: BatchRow, happenings: Iterable<Happening>): Timeline {
  const timeline: Timeline = {
    ...{ times: [], waiting: [], active: [], completed: [], failed: [], total: [], ended: [] },
    ...{ endedCalls: [], completedAt: [], talkTime: [] },
    ...{ first, last: first },
  };
  for (const { transition, batch } of happenings) {
    timeline.times.push(transition.at);
    timeline.waiting.push(batch.waiting);
    timeline.active.push(batch.active);
    timeline.completed.push(batch.completed);
    timeline.failed.push(batch.failed);
    timeline.total.push(batch.total);
    timeline.ended.push(batch.ended);
    if (transition.kind === 'end') timeline.endedCalls.push(transition);
    if (batch.completed > timeline.last.completed) {
      timeline.completedAt.push(transition.at);
      timeline.talkTime.push(batch.talkTime);
    }
    timeline.last = batch;
  }
  return timeline;
}
