import {
  watch,
  type BatchStatus,
  type BatchStatusClient,
  type ClientOptions,
} from '../session/client.ts';
import type { Tally } from './tally.ts';
import type { Watched } from '../display/watched.ts';

export interface FollowOptions {
  signal: AbortSignal;
  /** Milliseconds, as the others. */
  maxStaleness: number;
  maxWait: number | undefined;
  stallAfter: number | undefined;
  everyCheck: boolean;
  clock: ClientOptions['clock'];
}

/** What a batch is followed with. */
export interface Following {
  client: BatchStatusClient;
  options: FollowOptions;
  /** Takes out of a batch what is not to be shown. */
  discreet: (batch: BatchStatus) => BatchStatus;
  tally: Tally;
  /** Told whenever something has changed in what is known of the batch. */
  onChange: (changed: Watched) => void;
}

/** Follows a batch to its end, and keeps what is learnt of it in `watched`. */
export async function followBatch(
  watched: Watched,
  { client, options, discreet, tally, onChange }: Following,
): Promise<BatchStatus> {
  const { onEvent } = tally;
  const reports = watch(client, watched.batchId, { ...options, onEvent, reportPending: true });
  for await (const report of reports) {
    if (report.type === 'pending') {
      watched.pending = report;
    } else {
      const batch = discreet(report.batch);
      tally.see(watched.batchId, batch);
      delete watched.pending;
      watched.update = { ...report, batch };
    }
    onChange(watched);
  }
  if (!watched.update) throw new Error('A watch ended without an update.');
  return watched.update.batch;
}
