import type { Course } from '../run/course.ts';

export interface Counts {
  waiting: number;
  active: number;
  completed: number;
  failed: number;
  total: number;
}

/** The counts of a batch at a time. */
export function countsAt(course: Course, time: number): Counts {
  const completed = countUntil(course.completed, time);
  const ends = countUntil(course.failed, time);
  const requeued = countUntil(course.requeued, time);
  const dialed = countUntil(course.dialed, time);
  const skipped = countUntil(course.skipped, time);
  const total = totalAt(course.uploads, time);
  const isCancelled = course.cancel !== undefined && course.cancel.at <= time;
  return {
    waiting: isCancelled ? 0 : total + requeued - dialed - skipped,
    active: isCancelled && course.cancel?.hangsUp ? 0 : dialed - completed - ends,
    completed,
    failed: ends - requeued,
    total,
  };
}

function totalAt(uploads: Course['uploads'], time: number): number {
  const last = countUntil(uploads, time, ({ at }) => at);
  return uploads[last - 1]?.calls ?? 0;
}

/** How many of the times are at or before `time`. */
export function countUntil(times: readonly number[], time: number): number;
export function countUntil<Value>(
  values: readonly Value[],
  time: number,
  at: (value: Value) => number,
): number;
export function countUntil(
  values: readonly unknown[],
  time: number,
  at: (value: never) => number = Number,
): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(values[middle] as never) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
