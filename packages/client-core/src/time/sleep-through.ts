import type { Clock } from '@batch-status/time';

/**
 * Waits `ms` milliseconds in slices. A timer stops while the machine sleeps or a tab is hidden;
 * slices let the wait end soon after it wakes up.
 */
export async function sleepThrough(
  clock: Clock,
  ms: number,
  signal?: AbortSignal,
  slice = 10_000,
): Promise<void> {
  const dueAt = clock.now() + ms;
  // Count the time slept too: setting the clock back must not prolong the wait.
  let slept = 0;
  while (slept < ms && clock.now() < dueAt) {
    const next = Math.min(slice, ms - slept, dueAt - clock.now());
    await clock.sleep(next, signal);
    slept += next;
  }
}
