import { formatDuration } from './duration.ts';
import { clientFromEnvironment } from './client.ts';
import { maskBatch } from './mask.ts';
import { printable } from './printable.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { BatchStatus } from '@batch-status/fetch';

/** Asks once and prints what it learnt. */
export async function getCommand(
  batchId: string,
  { json = false }: { json?: boolean },
  signal: AbortSignal,
): Promise<ExitCode> {
  const batch = await clientFromEnvironment(process.env).getBatchStatus(batchId, { signal });
  const text = json ? JSON.stringify(maskBatch(batch)) : describeBatch(batchId, batch);
  process.stdout.write(`${text}\n`);
  return exitCodes.complete;
}

function describeBatch(batchId: string, batch: BatchStatus): string {
  const { status, isComplete, completed, failed, active, waiting, total } = batch;
  const unaccounted = Math.max(0, total - completed - failed - active - waiting);
  const rows: [string, string][] = [
    ['Status', isComplete ? `${printable(status)}, complete` : printable(status)],
    ['Completed', String(completed)],
    ['Failed', String(failed)],
    ['Active', String(active)],
    ['Waiting', String(waiting)],
    ...(unaccounted > 0 ? [['Unaccounted', String(unaccounted)] as [string, string]] : []),
    ['Total', String(total)],
  ];
  const { startTime, completedTime, averageCallDuration } = batch;
  if (averageCallDuration != null)
    rows.push(['Average call', `${averageCallDuration.toFixed(1)} s`]);
  if (startTime != null && completedTime != null) {
    rows.push(['Duration', formatDuration(completedTime - startTime)]);
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  return [batchId, ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join('\n');
}
