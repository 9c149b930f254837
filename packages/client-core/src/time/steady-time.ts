import type { Clock } from '@batch-status/time';

/** Tells how long ago it was made, by a clock that may be set back: then it stands still. */
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
