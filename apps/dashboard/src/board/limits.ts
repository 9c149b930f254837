import type { Capacity } from '../wire/board.ts';

/** What the command line says about requests. */
export interface Limits {
  requestsPerSecond: number;
  /** In milliseconds. */
  maxStaleness: number;
}

/** Half of what the smallest plan allows, since others use it too. */
export const defaultLimits: Limits = { requestsPerSecond: 0.5, maxStaleness: 60_000 };

/** A viewer can choose from a second to a day. */
export const shortestStaleness = 1000;
export const longestStaleness = 86_400_000;

/** Where data may be of any age, so many batches fit. Each takes some kilobytes, here and in each page. */
export const mostBatches = 10_000;

/** @param most What the monitor can keep fresh at the present response times. */
export const capacityWith = (limits: Limits, most: number): Capacity => ({
  ...limits,
  batches: Math.min(mostBatches, most),
});

/** How old data must be allowed to get so that so many batches fit. */
export function stalenessFor(batches: number, { maxStaleness }: Limits, capacity: number): number {
  const step = 5000;
  const needed = (maxStaleness * batches) / Math.max(1, capacity);
  return Math.min(longestStaleness, Math.ceil(needed / step) * step);
}

/** In one sentence. */
export const overCapacity = (
  { requestsPerSecond, maxStaleness }: Limits,
  capacity: number,
): string =>
  `With ${inWords(requestsPerSecond * 60)} requests per minute, the dashboard can keep the data of ${capacity} ${capacity === 1 ? 'batch' : 'batches'} at most ${inWords(maxStaleness / 1000)} s old; remove a batch, or accept older data for all.`;

const inWords = (value: number): string => String(Number(value.toPrecision(3)));
