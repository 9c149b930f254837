/** The states of a call, in the order in which a bar draws them. */
export const segmentNames = ['completed', 'failed', 'active', 'waiting', 'unaccounted'] as const;

/** One of {@link segmentNames}. */
export type SegmentName = (typeof segmentNames)[number];

/** The counts of a batch. They may come from anywhere: what is not a positive number counts as 0. */
export type Counts = Readonly<
  Partial<Record<Exclude<SegmentName, 'unaccounted'> | 'total', unknown>>
>;

/** A segment of a bar. */
export interface Segment {
  name: SegmentName;
  /** How many calls are in this state, at least 0. */
  count: number;
  /** The width of the segment in percent of the bar. */
  percent: number;
}

/** The least width of a segment with a call in it, in percent: a single failed call must be visible. */
const leastPercent = 1;

const countOf = (value: unknown): number =>
  typeof value === 'number' && value > 0 ? Math.min(value, Number.MAX_SAFE_INTEGER) : 0;

/**
 * Divides a bar among the calls of a batch by their state: always five segments, in the order in which
 * they are drawn, whose widths add up to 100 %. `unaccounted` has the calls that none of the four
 * counters includes, such as cancelled ones. Each segment with a call has at least 1 %, taken from the
 * widest. A bar without calls is all `unaccounted`.
 *
 * @example
 * ```ts
 * import { segmentsOf } from '@batch-status/element/bar';
 *
 * const segments = segmentsOf({ completed: 60, failed: 10, active: 20, waiting: 10, total: 100 });
 * console.log(segments.map(({ percent }) => percent).join()); // 60,10,20,10,0
 * ```
 */
export function segmentsOf(batch: Counts): Segment[] {
  const names = ['completed', 'failed', 'active', 'waiting'] as const;
  const segments: Segment[] = names.map((name) => ({
    name,
    count: countOf(batch[name]),
    percent: 0,
  }));
  const counted = segments.reduce((sum, { count }) => sum + count, 0);
  // If the counts exceed the total, they are right about their calls, and the total is not.
  const total = Math.max(counted, countOf(batch.total));
  segments.push({ name: 'unaccounted', count: total - counted, percent: 0 });
  let widest = segments[4]!;
  let others = 0;
  for (const segment of segments) {
    const { count } = segment;
    if (count) segment.percent = Math.max(leastPercent, (100 * count) / total);
    if (segment.percent > widest.percent) widest = segment;
    others += segment.percent;
  }
  widest.percent = 100 - (others - widest.percent);
  return segments;
}
