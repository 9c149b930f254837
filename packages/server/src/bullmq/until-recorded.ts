import type { Clock } from '@batch-status/time';
import type { Log } from '../log.ts';
import { StoreUnavailableError } from '../store/errors.ts';

/** Milliseconds until the first try after a failure; each later pause is twice as long, up to the longest. */
const firstPause = 100;
const longestPause = 5000;

/**
 * Records something, however long the store does not respond. What has happened to a call must not be
 * lost, and BullMQ must not learn of it before.
 */
export async function untilRecorded<T>(
  record: () => Promise<T>,
  clock: Pick<Clock, 'sleep' | 'random'>,
  log: Log,
): Promise<T> {
  for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
    try {
      return await record();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      if (pause === firstPause) {
        log('A change of a call could not be recorded. The worker tries again.', error);
      }
      await clock.sleep(pause * (0.5 + clock.random() / 2));
    }
  }
}
