import type { BatchStatus } from '@batch-status/spec';
import type { PollerSettings } from '../polling/poller-settings.ts';
import type { Patience } from '../watch/followed-batch.ts';

/** What a poller needs that shares its store with other processes. */
export interface SharedPollerSettings extends PollerSettings, Patience {
  /** What messages call the store, such as `Redis`. */
  storeName: string;
  /**
   * What the store keeps of a batch, and what listeners get.
   *
   * @param previous What it returned for the last response, even in another process.
   */
  shared: (batch: BatchStatus, previous: BatchStatus | undefined) => BatchStatus;
}
