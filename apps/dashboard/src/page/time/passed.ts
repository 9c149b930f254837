import type { Clock } from '@batch-status/time';

/**
 * Starts to measure how long something is ago. A steady clock may stand still while a device sleeps.
 * The clock of the day does not, but it may be set, and be wrong. The longer of both is the safe one.
 */
export function passed(clock: Clock): () => number {
  const steady = (): number => clock.elapsed?.() ?? clock.now();
  const [startedAt, date] = [steady(), clock.now()];
  return () => Math.max(steady() - startedAt, clock.now() - date);
}
