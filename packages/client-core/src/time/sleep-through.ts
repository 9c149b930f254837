import type { Clock } from '@batch-status/time';

/**
 * Waits `ms` milliseconds, in slices: a timer stands still while the machine sleeps or a tab is
 * hidden, and whoever wakes up late should ask at once.
 */
export async function sleepThrough(
  clock: Clock,
  ms: number,
  signal?: AbortSignal,
  slice = 10_000,
): Promise<void> {
  const dueAt = clock.now() + ms;
  // The time slept counts too: a clock that was set back must not prolong the wait.
  let slept = 0;
  while (slept < ms && clock.now() < dueAt) {
    const next = Math.min(slice, ms - slept, dueAt - clock.now());
    await clock.sleep(next, signal);
    slept += next;
  }
}
