import type { BatchStatus, KnownStatus, RecentCall } from '@batch-status/spec';
import type { BatchRow } from './batch-row.ts';

/** A batch as the API shows it. */
export function batchStatus(
  batch: Omit<BatchRow, 'revision' | 'ending' | 'named' | 'ended' | 'additions' | 'lastEndTime'>,
  recentCalls: RecentCall[],
): BatchStatus & { status: KnownStatus } {
  const { waiting, active, completed, failed, total } = batch;
  return {
    status: stateOf(batch),
    isComplete: batch.completedTime !== null,
    waiting,
    active,
    completed,
    failed,
    total,
    startTime: batch.startTime,
    lastCompletedTime: batch.lastCompletedTime,
    completedTime: batch.completedTime,
    averageCallDuration: completed === 0 ? null : roundedSeconds(batch.talkTime / completed),
    recent_calls: recentCalls,
  };
}

type Times = Pick<BatchRow, 'cancelledTime' | 'failedTime' | 'completedTime' | 'startTime'>;

function stateOf({ cancelledTime, failedTime, completedTime, startTime }: Times): KnownStatus {
  if (cancelledTime !== null) return 'cancelled';
  if (failedTime !== null) return 'failed';
  if (completedTime !== null) return 'completed';
  return startTime === null ? 'queued' : 'processing';
}

const roundedSeconds = (ms: number): number => Math.round(ms / 100) / 10;
