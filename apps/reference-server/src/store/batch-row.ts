import type { BatchStatus, RecentCall } from '@batch-status/spec';

/** A row of the table `batch`. Times are milliseconds since the epoch. */
export interface BatchRow {
  number: number;
  revision: number;
  total: number;
  waiting: number;
  active: number;
  completed: number;
  failed: number;
  /** Calls that have ended, each as often as it was dialed. */
  ended: number;
  /** How often calls have joined it. */
  additions: number;
  /** How long the completed calls lasted together, in milliseconds. */
  talk_time: number;
  start_time: number | null;
  last_completed_time: number | null;
  cancelled_time: number | null;
  completed_time: number | null;
}

/** What the API tells of a batch. */
export function batchStatus(row: BatchRow, recentCalls: RecentCall[]): BatchStatus {
  return {
    status: stateOf(row),
    isComplete: row.completed_time !== null,
    waiting: row.waiting,
    active: row.active,
    completed: row.completed,
    failed: row.failed,
    total: row.total,
    startTime: row.start_time,
    lastCompletedTime: row.last_completed_time,
    completedTime: row.completed_time,
    averageCallDuration:
      row.completed === 0 ? null : Math.round(row.talk_time / row.completed / 100) / 10,
    recent_calls: recentCalls,
  };
}

function stateOf(row: BatchRow): string {
  if (row.cancelled_time !== null) return 'cancelled';
  if (row.completed_time !== null) return 'completed';
  return row.start_time === null ? 'queued' : 'processing';
}
