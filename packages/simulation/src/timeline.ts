import type { BatchEvent, EndedCall } from './batch-event.ts';

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
  /** The first dial, or `null` if there was none. */
  startTime: number | null;
  cancelledTime: number | null;
  completedTime: number;
}

/** Writes down what happens to a batch of so many calls. */
export function recordTimeline(calls: number, events: Iterable<BatchEvent>): Timeline {
  const timeline: Timeline = {
    times: [],
    waiting: [],
    active: [],
    completed: [],
    failed: [],
    total: [],
    ended: [],
    endedCalls: [],
    completedAt: [],
    talkTime: [],
    startTime: null,
    cancelledTime: null,
    completedTime: 0,
  };
  const counts = { waiting: calls, active: 0, completed: 0, failed: 0, total: calls };
  for (const event of events) {
    switch (event.kind) {
      case 'dial':
        timeline.startTime ??= event.at;
        counts.waiting -= 1;
        counts.active += 1;
        break;
      case 'end':
        counts.active -= 1;
        timeline.endedCalls.push(event);
        if (event.failure === null) {
          counts.completed += 1;
          timeline.completedAt.push(event.at);
          timeline.talkTime.push((timeline.talkTime.at(-1) ?? 0) + event.duration);
        } else counts.failed += 1;
        break;
      case 'requeue':
        counts.failed -= 1;
        counts.waiting += 1;
        break;
      case 'add':
        counts.total += event.calls;
        counts.waiting += event.calls;
        break;
      case 'cancel':
        timeline.cancelledTime = event.at;
        counts.waiting = 0;
        break;
      case 'complete':
        timeline.completedTime = event.at;
        break;
    }
    timeline.times.push(event.at);
    timeline.waiting.push(counts.waiting);
    timeline.active.push(counts.active);
    timeline.completed.push(counts.completed);
    timeline.failed.push(counts.failed);
    timeline.total.push(counts.total);
    timeline.ended.push(timeline.endedCalls.length);
  }
  return timeline;
}
