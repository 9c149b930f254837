import { setTimeout } from 'node:timers/promises';

/** Where the server takes the time from. */
export interface Clock {
  /** The time in milliseconds since the epoch. */
  now: () => number;
  /** Sleeps for milliseconds; rejects when the signal is aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A timer that is set for longer fires at once. */
const longestTimer = 2 ** 31 - 1;

/** Sleeps by the system's timer, at most 24 days, and keeps no process alive. */
export async function systemSleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(Math.min(ms, longestTimer), undefined, { signal, ref: false });
}
