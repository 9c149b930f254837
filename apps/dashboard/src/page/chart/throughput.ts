import type { HistoryPoint } from '../../wire/board.ts';

/** The calls that ended in a part of the time. */
export interface Bucket {
  from: number;
  to: number;
  completed: number;
  failed: number;
}

/** Lengths that people can read off an axis. */
const minute = 60_000;
const steps = [
  ...[1, 2, 5, 10, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * minute),
  ...[1, 2, 7, 14, 30].map((days) => days * 1440 * minute),
];

/**
 * Divides the history into parts of equal length, at most so many, and counts the calls that ended in
 * each. Between two responses, calls are taken to end evenly.
 */
export function bucketsOf(points: readonly HistoryPoint[], most: number): Bucket[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || last.receivedAt <= first.receivedAt) return [];
  const span = last.receivedAt - first.receivedAt;
  const step = steps.find((each) => span / each + 1 <= most) ?? span;
  const start = Math.floor(first.receivedAt / step) * step;
  const buckets: Bucket[] = [];
  let index = 0;
  let before = countsAt(points, first.receivedAt, 0);
  for (let from = start; from < last.receivedAt; from += step) {
    const to = Math.min(from + step, last.receivedAt);
    while (index < points.length - 2 && points[index + 1]!.receivedAt < to) index += 1;
    const after = countsAt(points, to, index);
    buckets.push({
      from: Math.max(from, first.receivedAt),
      to,
      // A failed call that is dialed again no longer counts as failed.
      completed: Math.max(0, after.completed - before.completed),
      failed: Math.max(0, after.failed - before.failed),
    });
    before = after;
  }
  return buckets;
}

function countsAt(
  points: readonly HistoryPoint[],
  at: number,
  index: number,
): Pick<HistoryPoint, 'completed' | 'failed'> {
  const [before, after] = [points[index]!, points[index + 1] ?? points[index]!];
  const span = after.receivedAt - before.receivedAt;
  const share = span > 0 ? Math.min(1, Math.max(0, (at - before.receivedAt) / span)) : 1;
  const between = (from: number, to: number): number => from + (to - from) * share;
  return {
    completed: between(before.completed, after.completed),
    failed: between(before.failed, after.failed),
  };
}

/** The calls of a bucket per minute. */
export const perMinute = (count: number, { from, to }: Bucket): number =>
  (count * 60_000) / Math.max(1, to - from);
