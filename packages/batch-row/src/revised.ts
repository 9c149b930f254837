import type { BatchRow } from './batch-row.ts';

const shown = [
  ...(['total', 'waiting', 'active', 'completed', 'failed', 'ended', 'talkTime'] as const),
  ...(['startTime', 'cancelledTime', 'failedTime', 'completedTime'] as const),
] satisfies (keyof BatchRow)[];

/**
 * The batch after a group of transitions that take effect together. If they cancel each other out,
 * such as the dial of one call and the return of another, its revision is that before them.
 */
export function revised(before: BatchRow, after: BatchRow): BatchRow {
  if (after.revision === before.revision) return after;
  if (shown.some((member) => before[member] !== after[member])) return after;
  return { ...after, revision: before.revision };
}
