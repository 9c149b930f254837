import {
  watch,
  type BatchStatus,
  type BatchStatusClient,
  type NodeClientOptions,
} from '@batch-status/node';
import type { Watched } from '../display/watched.ts';
import type { Tally } from './tally.ts';

export interface FollowOptions {
  signal: AbortSignal;
  /** In milliseconds. */
  maxStaleness: number;
  /** In milliseconds. */
  maxWait: number | undefined;
  /** In milliseconds. */
  stallAfter: number | undefined;
  /** In milliseconds. */
  notFoundGrace: number | undefined;
  everyCheck: boolean;
  clock: NodeClientOptions['clock'];
}

/** What every batch is followed with. */
export interface Following {
  client: BatchStatusClient;
  options: FollowOptions;
  /** Masks phone numbers. */
  mask: (batch: BatchStatus) => BatchStatus;
  tally: Tally;
  /** Called when `watched` has changed. */
  onChange: (changed: Watched) => void;
}

/** Follows a batch until it is complete, and keeps the latest state in `watched`. */
export async function followBatch(
  watched: Watched,
  { client, options, mask, tally, onChange }: Following,
): Promise<BatchStatus> {
  const { onEvent } = tally;
  const reports = watch(client, watched.batchId, { ...options, onEvent, reportPending: true });
  for await (const report of reports) {
    if (report.type === 'pending') {
      watched.pending = report;
    } else {
      const batch = mask(report.batch);
      tally.see(watched.batchId, batch);
      delete watched.pending;
      watched.update = { ...report, batch };
    }
    onChange(watched);
  }
  if (!watched.update) throw new Error('A watch ended without an update.');
  return watched.update.batch;
}
