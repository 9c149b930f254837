import type { BatchRow, EndedCall } from '@batch-status/batch-row';
import type { Happening } from './run-batch.ts';

/**
 * All that happens to a batch, in columns: row `i` of `times` and of the six counts is the
 * batch just after its `i`-th change.
 */
export interface Timeline {
  times: number[];
  waiting: number[];
  active: number[];
  completed: number[];
  failed: number[];
  total: number[];
  /** How many of `endedCalls` had ended. */
  ended: number[];
  /** In the order in which they ended. */
  endedCalls: EndedCall[];
  /** Element `n` is when the completed call `n + 1` ended. */
  completedAt: number[];
  /** Element `n` is how long the first `n + 1` completed calls lasted together, in milliseconds. */
  talkTime: number[];
  /** The batch before its first change. */
  first: BatchRow;
  /** The batch after its last change. */
  last: BatchRow;
}

/**
 * Records what happens to a batch.
 *
 * @param first The batch before that.
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
