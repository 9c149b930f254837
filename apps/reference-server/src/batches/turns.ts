import { setImmediate } from 'node:timers/promises';

/**
 * Turns of the event loop, one for each who asks: however many have long work to do in pieces,
 * requests are answered between any two pieces.
 */
export function turns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => setImmediate());
    return last;
  };
}
