import { after, wallTime } from '@batch-status/time';

/** The time of all elements. The browser creates them, so tests replace it here. */
export const time: { now: typeof wallTime; after: typeof after } = { now: wallTime, after };

/** Calls back every second, until the function that it returns is called. */
export function everySecond(callback: () => void): () => void {
  let stop: () => void;
  const wait = (): void => {
    stop = time.after(1000, () => {
      wait();
      callback();
    });
  };
  wait();
  return () => stop();
}
