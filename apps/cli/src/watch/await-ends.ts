import { isBatchStatusError, watch } from '@batch-status/node';
import type { Watched } from '../display/watched.ts';
import { record, type Following } from './following.ts';
import { paced } from './paced.ts';

/**
 * Waits until each batch is over. As `waitUntilComplete` does, it asks only as often as it must to
 * see the end, and a monitor would ask more often.
 *
 * @throws {ConfigurationError} for an id that is malformed.
 * @throws the signal's reason if it aborts.
 */
export async function awaitEnds(watched: readonly Watched[], following: Following): Promise<void> {
  const { client, clock, signal, onEvent, onEnd, maxRate } = following;
  const { maxWait, maxOutage, stallAfter, notFoundGrace } = following;
  const over = new AbortController();
  const source = paced(client, maxRate, clock);
  const options = {
    ...{ clock, onEvent, maxWait, maxOutage, stallAfter, notFoundGrace },
    signal: AbortSignal.any([signal, over.signal]),
    ...{ maxStaleness: Infinity, reportPending: true },
  } as const;
  async function awaitEnd(each: Watched): Promise<void> {
    try {
      for await (const report of watch(source, each.batchId, options)) {
        record(each, report, following);
      }
      onEnd(each);
    } catch (error) {
      if (!isBatchStatusError(error) || error.code === 'invalid_argument') throw error;
      onEnd(each, error);
    }
  }
  try {
    await Promise.all(watched.map(awaitEnd));
  } finally {
    // If one id is malformed, stop waiting for the others.
    over.abort();
  }
}
