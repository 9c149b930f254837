import type { BatchStatus } from '@batch-status/spec';
import { maskPhoneNumbers } from '../errors/mask-phone-numbers.ts';

/** What a monitor saves of a batch. */
export interface SavedBatch {
  batchId: string;
  /** How often it was added, minus how often it was removed. */
  added: number;
  /** When it was last received. Absent before the first response. */
  receivedAt?: number;
  /** The batch as last received, without `recent_calls` and members that the contract does not name. */
  batch?: BatchStatus;
  /** Until when the server asked to wait. */
  waitUntil?: number;
}

const counts = ['waiting', 'active', 'completed', 'failed', 'total'] as const;
const times = ['startTime', 'lastCompletedTime', 'completedTime', 'averageCallDuration'] as const;

/** The batch without the members that may contain personal data. */
export function countsOf(batch: BatchStatus): BatchStatus {
  const saved: BatchStatus = {
    status: maskPhoneNumbers(batch.status),
    isComplete: batch.isComplete,
    ...(Object.fromEntries(counts.map((name) => [name, batch[name]])) as Pick<
      BatchStatus,
      (typeof counts)[number]
    >),
  };
  for (const name of times) if (batch[name] !== undefined) saved[name] = batch[name];
  return saved;
}
