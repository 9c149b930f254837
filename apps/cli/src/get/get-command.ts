import type { BatchStatus } from '../session/client.ts';
import { formatDuration } from '../text/duration.ts';
import { exitCodes, type ExitCode } from '../session/exit-codes.ts';
import { exitCodeOfError } from '../session/outcome.ts';
import { printable } from '../text/printable.ts';
import { startSession, type SessionOptions } from '../session/session.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { renderTable, type Row } from '../text/table.ts';

/** Asks once and prints what it learnt. */
export async function getCommand(
  batchId: string,
  options: SessionOptions,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { stdout, signal } = surroundings;
  const { client, discreet, complain } = startSession(options, surroundings);
  let batch: BatchStatus;
  try {
    batch = discreet(await client.getBatchStatus(batchId, { signal }));
  } catch (error) {
    if (signal.aborted) throw error;
    complain(error);
    return exitCodeOfError(error);
  }
  const text = options.json ? JSON.stringify(batch) : describeBatch(batchId, batch);
  stdout.write(`${text}\n`);
  return exitCodes.complete;
}

function describeBatch(batchId: string, batch: BatchStatus): string {
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
