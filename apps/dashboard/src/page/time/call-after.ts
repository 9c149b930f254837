import type { Clock } from '@batch-status/time';

/** Calls back after `ms` milliseconds, unless the function it returns is called first. */
export function callAfter(clock: Clock, ms: number, callback: () => void): () => void {
  if (clock.after) return clock.after(ms, callback);
  const stopped = new AbortController();
  const wait = async (): Promise<void> => {
    try {
      await clock.sleep(ms, stopped.signal);
    } catch {
      return;
    }
    callback();
  };
  void wait();
  return () => stopped.abort();
}
