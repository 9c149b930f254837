import type { BatchStatus } from '@batch-status/node';
import { exitCodes, type ExitCode } from '../session/exit-codes.ts';
import { exitCodeOfError } from '../session/outcome.ts';
import { checkBatchIds } from '../session/check-batch-ids.ts';
import { startSession, type SessionOptions } from '../session/session.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { printableJson } from '../text/printable-json.ts';
import { describeBatch } from './describe-batch.ts';

/** Sends one request and prints the batch. */
export async function getCommand(
  batchId: string,
  options: SessionOptions,
  surroundings: Surroundings,
): Promise<ExitCode> {
  checkBatchIds([batchId]);
  const { stdout, signal } = surroundings;
  const { client, mask, text, reportError } = startSession(options, surroundings);
  let batch: BatchStatus;
  try {
    batch = mask(await client.getBatchStatus(batchId, { signal }));
  } catch (error) {
    if (signal.aborted) throw error;
    reportError(error);
    return exitCodeOfError(error);
  }
  if (options.json) stdout.write(`${printableJson(batch)}\n`);
  else text.write(`${describeBatch(batchId, batch)}\n`);
  return exitCodes.complete;
}
