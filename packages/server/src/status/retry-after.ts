import type { BatchStatus } from '@batch-status/spec';
import type { StoredBatch } from '../store/batch-store.ts';

/**
 * The header `Retry-After`, as a name and a value, or nothing.
 *
 * @param least The smallest value of an unfinished batch, in seconds; 0 if there is none.
 */
export function retryAfterHeader(
  { status, nextChangeAt = Infinity }: StoredBatch,
  now: () => number,
  least: number,
): readonly string[] {
  if (status.isComplete) return none;
  const seconds = Math.max(least, untilChange(status, nextChangeAt, now));
  return seconds === 0 ? none : ['Retry-After', String(seconds)];
}

const none: readonly string[] = [];

/** In seconds; 0 if it is not known. The end of a call cannot be known. */
function untilChange({ active }: BatchStatus, nextChangeAt: number, now: () => number): number {
  if (active > 0 || !Number.isFinite(nextChangeAt)) return 0;
  return Math.max(0, Math.ceil((nextChangeAt - now()) / 1000));
}
