import type { Capacity } from '../../wire/board.ts';

const step = 5_000;

/** How old data must be allowed to get so that so many batches fit, in whole steps of five seconds. */
export const stalenessFor = (
  needed: number,
  { batches, maxStaleness, requestsPerSecond }: Capacity,
): number => {
  const each = batches > 0 ? maxStaleness / batches : 1000 / requestsPerSecond;
  return Math.ceil((needed * each) / step) * step;
};
