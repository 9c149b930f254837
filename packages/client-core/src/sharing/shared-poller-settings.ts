import type { BatchStatus } from '@batch-status/spec';
import type { PollerSettings } from '../polling/poller-settings.ts';
import type { Patience } from '../watch/followed-batch.ts';

/** What a poller needs that shares its store with other processes. */
export interface SharedPollerSettings extends PollerSettings, Patience {
  /** What messages call the store, such as `Redis`. */
  storeName: string;
  /** The part of a batch that the store keeps, and that listeners get. */
  shared: (batch: BatchStatus) => BatchStatus;
}
