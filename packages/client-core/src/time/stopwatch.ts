import type { Clock } from '@batch-status/time';

/** Returns a function that gives the milliseconds since now. It reads the date only if it must. */
export function stopwatch(clock: Pick<Clock, 'now' | 'elapsed'>): () => number {
  const read = (): number => clock.elapsed?.() ?? clock.now();
  const from = read();
  return () => read() - from;
}
