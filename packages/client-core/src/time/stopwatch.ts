import type { Clock } from '@batch-status/time';

/** Milliseconds since any fixed moment. It reads the date only if it must. */
export const timeOf = (clock: Pick<Clock, 'now' | 'elapsed'>): number =>
  clock.elapsed?.() ?? clock.now();

/** Returns a function that gives the milliseconds since now. It reads the date only if it must. */
export function stopwatch(clock: Pick<Clock, 'now' | 'elapsed'>): () => number {
  const from = timeOf(clock);
  return () => timeOf(clock) - from;
}
