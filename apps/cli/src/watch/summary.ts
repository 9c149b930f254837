import type { BatchStatus } from '@batch-status/node';
import { countStates } from '../terminal/count-states.ts';
import { formatDuration } from '../text/duration.ts';
import { printable } from '../text/printable.ts';
import { renderTable, type Row } from '../text/table.ts';
import type { Tally } from './tally.ts';
import type { Watched } from '../display/watched.ts';

/** Summarizes one batch once it is complete. */
export function summarize({ batchId, update, failure }: Watched, tally: Tally): string {
  if (!update || failure) return '';
  const { batch, progress } = update;
  const { startTime, completedTime, averageCallDuration } = batch;
  const rows: Row[] = [callsOf({ ...batch, ...progress })];
  if (startTime != null && completedTime != null) {
    rows.push(['Duration', formatDuration(completedTime - startTime)]);
  }
  if (averageCallDuration != null) {
    rows.push(['Average call', `${averageCallDuration.toFixed(1)} s`]);
  }
  rows.push(...shareOf(batch), ...reasonsOf(tally, batch.failed), costOf(tally));
  return renderTable(`${batchId} is complete: ${printable(batch.status)}`, rows);
}

/** Summarizes several batches together once all are over. */
export function summarizeAll(watched: readonly Watched[], tally: Tally): string {
  const sum = { completed: 0, failed: 0, unaccounted: 0 };
  for (const { update } of watched) {
    sum.completed += update?.batch.completed ?? 0;
    sum.failed += update?.batch.failed ?? 0;
    sum.unaccounted += update?.progress.unaccounted ?? 0;
  }
  return renderTable(`${watched.length} batches: ${countStates(watched)}`, [
    callsOf(sum),
    ...shareOf(sum),
    ...reasonsOf(tally, sum.failed),
    costOf(tally),
  ]);
}

type Ended = Pick<BatchStatus, 'completed' | 'failed'>;

const callsOf = ({ completed, failed, unaccounted }: Ended & { unaccounted: number }): Row => [
  'Calls',
  `${completed} completed, ${failed} failed${unaccounted > 0 ? `, ${unaccounted} unaccounted` : ''}`,
];

function shareOf({ completed, failed }: Ended): Row[] {
  const done = completed + failed;
  return done === 0 ? [] : [['Success rate', `${((100 * completed) / done).toFixed(1)} %`]];
}

function reasonsOf(tally: Tally, failed: number): Row[] {
  if (tally.reasonsSeen === 0) return [];
  const reasons = tally.topReasons(3).map(([reason, calls]) => `${reason} (${calls})`);
  const seen = tally.reasonsSeen < failed ? `; ${tally.reasonsSeen} of ${failed} seen` : '';
  return [['Failures', reasons.join(', ') + seen]];
}

function costOf({ requests, notModified }: Tally): Row {
  const unchanged = notModified > 0 ? `, ${notModified} of them unchanged` : '';
  return ['Watching cost', `${requests} ${requests === 1 ? 'request' : 'requests'}${unchanged}`];
}
