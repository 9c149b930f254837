import type { Clock } from './clock.ts';

/** The time of a clock, except that it stands still where the clock was set back. */
export function steadyTime(clock: Clock): () => number {
  let last = clock.now();
  let ahead = 0;
  return () => {
    const now = clock.now();
    if (now + ahead < last) ahead = last - now;
    last = now + ahead;
    return last;
  };
}
