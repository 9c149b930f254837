import type { Clock } from '@batch-status/time';

/** Calls back every `ms` milliseconds, until the function that it returns is called. */
export function every(clock: Clock, ms: number, callback: () => void): () => void {
  const stopped = new AbortController();
  const repeat = async (): Promise<void> => {
    for (;;) {
      try {
        await clock.sleep(ms, stopped.signal);
      } catch (error) {
        if (stopped.signal.aborted) return;
        throw error;
      }
      callback();
    }
  };
  void repeat();
  return () => stopped.abort();
}
