import { setImmediate } from 'node:timers/promises';

/**
 * Returns a function that waits for a turn of the event loop. Each call gets a turn of its own, so
 * requests are answered between two pieces of work, however many dialers are busy.
 */
export function turns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => setImmediate());
    return last;
  };
}
