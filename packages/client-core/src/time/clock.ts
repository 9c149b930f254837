/**
 * Time and chance, as everything here takes them: what reads neither on its own runs through
 * hours in a test's milliseconds.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Resolves after `ms` milliseconds.
   *
   * @throws the signal's reason, at once, when the signal aborts.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number of at least 0 and below 1. */
  random(): number;
}

/** What `setTimeout` holds at most, in milliseconds: it fires at once for more. */
export const longestTimer: number = 2 ** 31 - 1;

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
        Math.min(Math.max(ms, 0), longestTimer),
      );
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
