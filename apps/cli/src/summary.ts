import type { Update } from '@batch-status/fetch';
import { formatDuration } from './duration.ts';
import { printable } from './printable.ts';
import type { Tally } from './tally.ts';

/** What there is to say once a batch is complete. */
export function summarise(batchId: string, { batch, progress }: Update, tally: Tally): string {
  const { completed, failed, status, startTime, completedTime, averageCallDuration } = batch;
  const { done, unaccounted } = progress;
  const rows: [string, string][] = [['Calls', callsOf(completed, failed, unaccounted)]];
  if (startTime != null && completedTime != null) {
    rows.push(['Duration', formatDuration(completedTime - startTime)]);
  }
  if (averageCallDuration != null)
    rows.push(['Average call', `${averageCallDuration.toFixed(1)} s`]);
  if (done > 0) rows.push(['Success rate', `${((100 * completed) / done).toFixed(1)} %`]);
  if (tally.reasonsSeen > 0) rows.push(['Failures', reasonsOf(tally, failed)]);
  rows.push(['Watching cost', requestsOf(tally)]);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
  return [`${batchId} is complete: ${printable(status)}`, ...lines].join('\n');
}

const callsOf = (completed: number, failed: number, unaccounted: number): string =>
  `${completed} completed, ${failed} failed${unaccounted > 0 ? `, ${unaccounted} unaccounted` : ''}`;

function reasonsOf(tally: Tally, failed: number): string {
  const reasons = tally.topReasons(3).map(([reason, calls]) => `${reason} (${calls})`);
  const seen = tally.reasonsSeen < failed ? `; ${tally.reasonsSeen} of ${failed} seen` : '';
  return reasons.join(', ') + seen;
}

function requestsOf({ requests, notModified }: Tally): string {
  const unchanged = notModified > 0 ? `, ${notModified} of them unchanged` : '';
  return `${requests} ${requests === 1 ? 'request' : 'requests'}${unchanged}`;
}
