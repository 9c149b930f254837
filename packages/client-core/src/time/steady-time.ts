import type { Clock } from '@batch-status/time';

/** Returns a function that gives the elapsed milliseconds. It never goes back if the clock does. */
export function steadyTime(clock: Clock): () => number {
  let from = clock.now();
  let last = 0;
  return () => {
    const now = clock.now();
    from = Math.min(from, now - last);
    last = now - from;
    return last;
  };
}
