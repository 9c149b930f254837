import type { BatchStatus } from '@batch-status/node';
import { formatDuration } from '../text/duration.ts';
import { printable } from '../text/printable.ts';
import { renderTable, type Row } from '../text/table.ts';

/** Describes a batch for people. */
export function describeBatch(batchId: string, batch: BatchStatus): string {
  const { status, isComplete, completed, failed, active, waiting, total } = batch;
  const unaccounted = Math.max(0, total - completed - failed - active - waiting);
  const rows: Row[] = [
    ['Status', isComplete ? `${printable(status)}, complete` : printable(status)],
    ['Completed', String(completed)],
    ['Failed', String(failed)],
    ['Active', String(active)],
    ['Waiting', String(waiting)],
  ];
  if (unaccounted > 0) rows.push(['Unaccounted', String(unaccounted)]);
  rows.push(['Total', String(total)]);
  const { startTime, completedTime, averageCallDuration } = batch;
  if (averageCallDuration != null) {
    rows.push(['Average call', `${averageCallDuration.toFixed(1)} s`]);
  }
  if (startTime != null && completedTime != null) {
    rows.push(['Duration', formatDuration(completedTime - startTime)]);
  }
  return renderTable(batchId, rows);
}
