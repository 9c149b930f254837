import type { Watched } from './watched.ts';

/** Where what is learnt of the batches goes. */
export interface Display {
  /** Tells what has changed; of the others, what was told before still holds. */
  show: (changed: Watched) => void;
  /** Leaves the terminal as it was found, below what was shown. */
  close: () => void;
}

/** What a display knows of time. */
export interface DisplayClock {
  now(): number;
  /** Calls back again and again, until the function returned is called. */
  every(ms: number, callback: () => void): () => void;
}

export const systemClock: DisplayClock = {
  now: Date.now,
  every(ms, callback) {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
};

/** The part of a stream that a display writes to. */
export type Output = Pick<NodeJS.WriteStream, 'write'>;
