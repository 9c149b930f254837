/** The time and random numbers. Code that gets both from a clock can be tested without waiting. */
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
  /**
   * Milliseconds since any fixed moment, to measure durations. Without it, `now` is used. Frameworks
   * that render a page at build time, such as Next.js, fail if the page reads the date before it
   * requests data, but allow this.
   */
  elapsed?(): number;
  /**
   * Calls back after `ms` milliseconds, unless the function it returns is called first. Without it,
   * `sleep` is used, which takes more CPU and memory.
   */
  after?(ms: number, callback: () => void): () => void;
}

/** The longest time that `setTimeout` can wait, in milliseconds. With a longer one, it fires at once. */
export const longestTimer: number = 2 ** 31 - 1;

/** The clock of the machine. It sleeps for at most 2,147,483,647 ms, which is 24.8 days. */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  // Whole numbers, as `now` gives.
  elapsed: () => Math.round(performance.now()),
  sleep: (ms, signal) => sleep(ms, signal),
  after: (ms, callback) => after(ms, callback),
};

/** Like {@link systemClock}, but its sleeps do not keep the process alive. */
export const backgroundClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) => sleep(ms, signal, unref),
};

/** @param timer What `setTimeout` returned: in browsers a number, which has no `unref`. */
function unref(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.();
}

function after(ms: number, callback: () => void, prepare?: (timer: unknown) => void): () => void {
  const timer = setTimeout(callback, Math.min(Math.max(ms, 0), longestTimer));
  prepare?.(timer);
  return () => clearTimeout(timer);
}

function sleep(
  ms: number,
  signal: AbortSignal | undefined,
  prepare?: (timer: unknown) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const abort = (): void => {
      stop();
      reject(signal?.reason);
    };
    const end = (): void => {
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    const stop = after(ms, end, prepare);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
