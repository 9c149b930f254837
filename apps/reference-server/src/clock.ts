import { setTimeout as sleep } from 'node:timers/promises';

/** Where the server takes the time from. */
export interface Clock {
  /** The time in milliseconds since the epoch. */
  now: () => number;
  /** Sleeps for milliseconds; rejects when the signal is aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A timer that is set for longer fires at once. */
const longestTimer = 2 ** 31 - 1;

/** The clock of the machine. It sleeps for at most 24 days, and keeps no process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(Math.min(ms, longestTimer), undefined, { signal, ref: false }),
};

/** Calls back after `ms` milliseconds, unless the function it returns is called first. */
export function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
