import type { Reason } from '../state/attention.ts';
import type { StateName } from '../state/batch-state.ts';
import type { BatchView } from './batch-view.ts';

/** What is known of a batch, to count, filter, and sort it. */
export interface ListedBatch {
  view: BatchView;
  batchId: string;
  addedAt: number;
  name: StateName;
  reason: Reason | undefined;
  /** Whether it is no longer polled. */
  isOver: boolean;
  likelyLeft: number | undefined;
  failureShare: number;
  /** Nothing if there was no response. */
  receivedAt: number | undefined;
}
